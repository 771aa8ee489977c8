package dev.muster.intake;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Events into PostgreSQL. Those without an id go straight into the table; the others by way of a
 * temporary one, because {@code COPY} cannot leave out what is there already.
 */
final class PostgresqlEvents implements Table<Event> {
  private static final String COLUMNS = "(id, user_id, name, occurred_at, properties)";
  private static final String ARRIVALS =
      """
      create temporary table muster_arrived_events (
          id text, user_id text, name text, occurred_at timestamptz, properties jsonb
      ) on commit drop
      """;
  private static final String ADD_ONCE =
      """
      insert into events (id, user_id, name, occurred_at, properties)
      select id, user_id, name, occurred_at, properties from muster_arrived_events
      on conflict do nothing
      """;

  @Override
  public void prepare(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(ARRIVALS);
    }
  }

  @Override
  public long write(Connection connection, List<Event> rows) throws SQLException {
    var withId = rows.stream().filter(row -> row.id() != null).toList();
    if (withId.size() < rows.size()) {
      copy(connection, "events", rows.stream().filter(row -> row.id() == null).toList());
    }
    if (withId.isEmpty()) {
      return 0;
    }
    copy(connection, "muster_arrived_events", withId);
    try (var statement = connection.createStatement()) {
      var added = statement.executeUpdate(ADD_ONCE);
      statement.execute("truncate muster_arrived_events");
      return (long) withId.size() - added;
    }
  }

  @Override
  public void finish(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("analyze events");
    }
  }

  private static void copy(Connection connection, String table, List<Event> rows)
      throws SQLException {
    try (var copy = new BinaryCopy(connection, table + COLUMNS)) {
      for (var row : rows) {
        copy.row(5);
        copy.text(row.id());
        copy.text(row.userId());
        copy.text(row.name());
        copy.instant(row.occurredAt());
        copy.json(row.properties());
      }
      copy.end();
    }
  }
}
