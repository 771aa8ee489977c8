package dev.muster.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The steps that this program's schema is made in, each with the checksum that Flyway writes down
 * of it. Whether all of them are done is one question to the history; Flyway reads every step's
 * file for that, which took a launch longer than all else that it asks the database. What else
 * there may be to say of a history, Flyway says.
 *
 * @param checksums by version; null for a step in Java
 * @param newest the last version
 */
record SchemaSteps(Map<Integer, @Nullable Integer> checksums, int newest) {
  /** A line a step: database, version, checksum or {@code -}. */
  static final String FILE = "steps.txt";

  private static final String NONE = "-";

  static SchemaSteps of(DatabaseType databaseType) {
    var checksums = new HashMap<Integer, @Nullable Integer>();
    var newest = 0;
    for (var line : Schema.text(FILE).lines().toList()) {
      var words = line.split(" ", 3);
      if (words[0].equals(databaseType.folder())) {
        newest = Integer.parseInt(words[1]);
        checksums.put(newest, words[2].equals(NONE) ? null : Integer.valueOf(words[2]));
      }
    }
    return new SchemaSteps(checksums, newest);
  }

  /** A step's line. */
  static String line(DatabaseType databaseType, String version, @Nullable Integer checksum) {
    return "%s %s %s"
        .formatted(
            databaseType.folder(), version, checksum == null ? NONE : String.valueOf(checksum));
  }

  /** That they are done. */
  Schema.State done(Schema.@Nullable Fault fault) {
    return new Schema.State(String.valueOf(newest), String.valueOf(newest), fault);
  }

  /**
   * Whether the history has each of them once, as it is here, and nothing later. False, too, where
   * the history cannot be read.
   */
  boolean areDone(Connection connection, String history) {
    try {
      var schema = connection.getSchema();
      return schema != null && areIn("\"%s\".\"%s\"".formatted(schema, history), connection);
    } catch (SQLException e) {
      return false;
    }
  }

  private boolean areIn(String history, Connection connection) throws SQLException {
    var done = new HashMap<Integer, @Nullable Integer>();
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select \"version\", \"checksum\", \"success\" from "
                    + history
                    // On H2, Flyway writes down that it made its table, too.
                    + " where \"type\" <> 'TABLE'")) {
      while (rows.next()) {
        var version = number(rows.getString(1));
        if (version == null
            || version > newest
            || !rows.getBoolean(3)
            || done.containsKey(version)) {
          return false;
        }
        // Of a step that is no more it does not matter how it was.
        if (checksums.containsKey(version)) {
          done.put(version, rows.getObject(2, Integer.class));
        }
      }
    }
    return done.equals(checksums);
  }

  /** Null for what is not a version of these. */
  private static @Nullable Integer number(@Nullable String version) {
    return version != null && version.matches("\\d{1,6}") ? Integer.valueOf(version) : null;
  }
}
