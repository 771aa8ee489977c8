package dev.muster.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;

/** A setting in a URL of H2, which has no list of them to ask. */
public final class H2Setting {
  private static final String IN_MEMORY = "jdbc:h2:mem:";

  private H2Setting() {}

  /**
   * What H2 has against it, found out on a database in memory that is gone afterwards.
   *
   * @param setting as in a URL, {@code NAME=value}
   */
  public static Optional<SQLException> refusal(String setting) {
    try (Connection connection = DriverManager.getConnection(IN_MEMORY + ";" + setting);
        var statement = connection.createStatement()) {
      // A setting may be to leave it open.
      statement.execute("shutdown immediately");
      return Optional.empty();
    } catch (SQLException e) {
      return Optional.of(e);
    }
  }
}
