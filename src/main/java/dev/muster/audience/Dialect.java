package dev.muster.audience;

import java.sql.SQLException;
import java.util.Locale;
import javax.sql.DataSource;

/** A database that Muster knows how to ask. */
public enum Dialect {
  H2,
  POSTGRESQL;

  /**
   * The dialect of the database behind a data source.
   *
   * @throws SQLException when it cannot be reached
   * @throws IllegalArgumentException when it is neither H2 nor PostgreSQL
   */
  public static Dialect of(DataSource dataSource) throws SQLException {
    try (var connection = dataSource.getConnection()) {
      var product = connection.getMetaData().getDatabaseProductName();
      return switch (product) {
        case "H2" -> H2;
        case "PostgreSQL" -> POSTGRESQL;
        default ->
            throw new IllegalArgumentException(
                "expected H2 or PostgreSQL, found a database that calls itself " + product);
      };
    }
  }

  /** The folder of its own files under {@code sql/}. */
  public String folder() {
    return name().toLowerCase(Locale.ROOT);
  }
}
