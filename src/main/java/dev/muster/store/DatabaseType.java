package dev.muster.store;

import java.sql.SQLException;
import java.util.Locale;
import javax.sql.DataSource;

/** A database that Muster knows how to ask. */
public enum DatabaseType {
  H2,
  POSTGRESQL;

  /**
   * The dialect of the database behind a data source.
   *
   * @throws SQLException when it cannot be reached
   * @throws IllegalArgumentException when it is neither H2 nor PostgreSQL
   */
  public static DatabaseType of(DataSource dataSource) throws SQLException {
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

  /**
   * The name and version that a database says it has, such as {@code PostgreSQL 17.11}.
   *
   * @throws SQLException when it cannot be reached
   */
  public static String productOf(DataSource dataSource) throws SQLException {
    try (var connection = dataSource.getConnection()) {
      var meta = connection.getMetaData();
      // What follows is the date of H2's build, or the packager of PostgreSQL's.
      return meta.getDatabaseProductName()
          + " "
          + meta.getDatabaseProductVersion().replaceFirst(" .*", "");
    }
  }

  /** The folder of its own files under {@code sql/}. */
  public String folder() {
    return name().toLowerCase(Locale.ROOT);
  }
}
