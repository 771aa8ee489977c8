package dev.muster.intake;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Profiles into H2, by statements in batches. */
final class H2Profiles implements Table<Profile> {
  private static final String REPLACE =
      """
      merge into profiles (user_id, anonymous_id, timezone, opted_out, attributes, updated_at)
      key (user_id)
      values (?, ?, ?, ?, ? format json, current_timestamp)
      """;

  @Override
  public void prepare(Connection connection) {}

  @Override
  public long write(Connection connection, List<Profile> rows) throws SQLException {
    try (var statement = connection.prepareStatement(REPLACE)) {
      for (var row : rows) {
        statement.setString(1, row.userId());
        statement.setString(2, row.anonymousId());
        statement.setString(3, row.timezone());
        statement.setBoolean(4, row.optedOut());
        statement.setString(5, row.attributes());
        statement.addBatch();
      }
      statement.executeBatch();
    }
    return 0;
  }

  @Override
  public void finish(Connection connection) {}
}
