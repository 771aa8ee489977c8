package dev.muster.intake;

import static java.util.Objects.requireNonNull;

import dev.muster.copy.BinaryCopy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Events into PostgreSQL by {@code COPY}, straight into the table as long as all ids are new, which
 * takes half the time. {@code COPY} cannot leave out what is there already, so a batch with a known
 * id goes by way of a temporary table.
 */
final class PostgresqlEvents implements Table<Event> {
  private static final String UNIQUE_VIOLATION = "23505";
  private static final String COLUMNS = "(id, user_id, name, occurred_at, properties)";
  private static final String ARRIVED_COLUMNS =
      "(place, id, user_id, name, occurred_at, properties)";
  private static final String ARRIVALS =
      """
      create temporary table muster_arrived_events (
          place int, id text, user_id text, name text, occurred_at timestamptz, properties jsonb
      ) on commit drop
      """;
  private static final String ADD_ONCE =
      """
      insert into events (id, user_id, name, occurred_at, properties)
      select id, user_id, name, occurred_at, properties from muster_arrived_events
      order by place
      on conflict do nothing
      """;

  /**
   * What has just been added stands there as it arrived. A subquery that gives a value looks each
   * id up in its index; a join would read all events anew for every batch.
   */
  private static final String CONTRADICTED =
      """
      select place
      from muster_arrived_events arrived
      where (
          select (standing.user_id, standing.name, standing.occurred_at)
              <> (arrived.user_id, arrived.name, arrived.occurred_at)
          from events standing
          where standing.id = arrived.id)
      order by place
      """;

  private boolean allNew = true;

  @Override
  public void prepare(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(ARRIVALS);
    }
  }

  @Override
  public Outcome write(Connection connection, List<Event> rows) throws SQLException {
    if (allNew && added(connection, rows)) {
      return Outcome.ALL;
    }
    var outcome = addOnce(connection, rows);
    allNew = outcome.equals(Outcome.ALL);
    return outcome;
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
      copy(connection, "events" + COLUMNS, rows, false);
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

  private static Outcome addOnce(Connection connection, List<Event> rows) throws SQLException {
    copy(connection, "muster_arrived_events" + ARRIVED_COLUMNS, rows, true);
    try (var statement = connection.createStatement()) {
      var left = rows.size() - statement.executeLargeUpdate(ADD_ONCE);
      var contradicted = left == 0 ? List.<FileRow>of() : contradicted(statement, rows);
      statement.execute("truncate muster_arrived_events");
      return new Outcome(left - contradicted.size(), contradicted);
    }
  }

  private static List<FileRow> contradicted(Statement statement, List<Event> rows)
      throws SQLException {
    var contradicted = new ArrayList<FileRow>();
    try (var places = statement.executeQuery(CONTRADICTED)) {
      while (places.next()) {
        contradicted.add(requireNonNull(rows.get(places.getInt(1)).from()));
      }
    }
    return contradicted;
  }

  /**
   * Copies the rows.
   *
   * @param placed whether the first column is the row's place in the list
   */
  private static void copy(
      Connection connection, String tableAndColumns, List<Event> rows, boolean placed)
      throws SQLException {
    try (var copy = new BinaryCopy(connection, tableAndColumns)) {
      for (int place = 0; place < rows.size(); place++) {
        var row = rows.get(place);
        copy.row(placed ? 6 : 5);
        if (placed) {
          copy.number(place);
        }
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
