package dev.muster.intake;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Events into PostgreSQL by {@code COPY}, straight into the table as long as all ids are new, which
 * takes half the time. {@code COPY} cannot leave out what is there already, so a batch with a known
 * id goes by way of a temporary table.
 */
final class PostgresqlEvents implements Table<Event> {
  private static final String UNIQUE_VIOLATION = "23505";
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

  private boolean allNew = true;

  @Override
  public void prepare(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(ARRIVALS);
    }
  }

  @Override
  public long write(Connection connection, List<Event> rows) throws SQLException {
    if (allNew) {
      allNew = added(connection, rows);
      if (allNew) {
        return 0;
      }
    }
    var repeated = addOnce(connection, rows);
    allNew = repeated == 0;
    return repeated;
  }

  @Override
  public void finish(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("analyze events");
    }
  }

  /** False, and nothing has happened, when one of the ids was there already. */
  private static boolean added(Connection connection, List<Event> rows) throws SQLException {
    var before = connection.setSavepoint();
    try {
      copy(connection, "events", rows);
      connection.releaseSavepoint(before);
      return true;
    } catch (SQLException e) {
      if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
        throw e;
      }
      connection.rollback(before);
      return false;
    }
  }

  private static long addOnce(Connection connection, List<Event> rows) throws SQLException {
    copy(connection, "muster_arrived_events", rows);
    try (var statement = connection.createStatement()) {
      var added = statement.executeLargeUpdate(ADD_ONCE);
      statement.execute("truncate muster_arrived_events");
      return rows.size() - added;
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
