package dev.muster.intake;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;

/** Profiles into PostgreSQL, by way of a temporary table: {@code COPY} cannot replace. */
final class PostgresqlProfiles implements Table<Profile> {
  private static final String ARRIVALS =
      """
      create temporary table muster_arrived_profiles (
          user_id text, anonymous_id text, timezone text, opted_out boolean, attributes jsonb
      ) on commit drop
      """;
  private static final String REPLACE =
      """
      insert into profiles (user_id, anonymous_id, timezone, opted_out, attributes)
      select user_id, anonymous_id, timezone, opted_out, attributes from muster_arrived_profiles
      on conflict (user_id) do update set
          anonymous_id = excluded.anonymous_id,
          timezone     = excluded.timezone,
          opted_out    = excluded.opted_out,
          attributes   = excluded.attributes,
          updated_at   = excluded.updated_at
      """;

  @Override
  public void prepare(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(ARRIVALS);
    }
  }

  @Override
  public long write(Connection connection, List<Profile> rows) throws SQLException {
    // One statement may touch a row once only.
    var latest = new LinkedHashMap<String, Profile>();
    rows.forEach(row -> latest.put(row.userId(), row));
    try (var copy =
        new BinaryCopy(
            connection,
            "muster_arrived_profiles(user_id, anonymous_id, timezone, opted_out, attributes)")) {
      for (var row : latest.values()) {
        copy.row(5);
        copy.text(row.userId());
        copy.text(row.anonymousId());
        copy.text(row.timezone());
        copy.bool(row.optedOut());
        copy.json(row.attributes());
      }
      copy.end();
    }
    try (var statement = connection.createStatement()) {
      statement.executeUpdate(REPLACE);
      statement.execute("truncate muster_arrived_profiles");
    }
    return 0;
  }

  @Override
  public void finish(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("analyze profiles");
    }
  }
}
