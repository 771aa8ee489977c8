package dev.muster.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.h2.command.dml.SetTypes;
import org.h2.engine.DbSettings;

/** A setting in a URL of H2, which has no list of all of them to ask. */
public final class H2Setting {
  private static final String IN_MEMORY = "jdbc:h2:mem:";

  /** Others are of statements alone. */
  private static final Pattern A_NAME = Pattern.compile("[A-Z_]+");

  private H2Setting() {}

  /** The names of those that H2 lists, which are not all: to find the one that was meant. */
  public static Stream<String> names() {
    return Stream.concat(
            SetTypes.getTypes().stream(), DbSettings.DEFAULT.getSettings().keySet().stream())
        .filter(name -> A_NAME.matcher(name).matches());
  }

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
