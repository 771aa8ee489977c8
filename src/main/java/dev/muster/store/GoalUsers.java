package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.RunKey;
import dev.muster.campaign.UserId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Whose events the goal of a run counts: the users whom it has reached, and those of its control
 * group with whom they are compared. What a run at work has done since its last end is among it.
 */
public final class GoalUsers {
  private static final String ALL =
      """
      select user_id, run_id, how, due_at, reached_at
      from muster_contact
      where run_id = any (?) and how = '%1$s'
      union all
      select user_id, run_id, how, due_at, reached_at
      from muster_contact
      where run_id = any (?) and how = '%2$s'
      union all
      select user_id, run_id, '%1$s', due_at, decided_at
      from muster_fate
      where run_id = any (?) and %3$s
      """
          .formatted(Contacts.ACCEPTED, Contacts.COMPARED, Verdicts.ACCEPTED);

  private final ReadTransaction transaction;
  private final String byCodePoint;

  GoalUsers(JdbcTemplate jdbc, DatabaseType databaseType) {
    this.transaction = new ReadTransaction(requireNonNull(jdbc.getDataSource()));
    this.byCodePoint =
        switch (databaseType) {
          // By itself it compares half surrogate pairs.
          case H2 -> "cast(user_id as varbinary)";
          case POSTGRESQL -> "user_id";
        };
  }

  /**
   * A user of a run.
   *
   * @param reached whether the run has, else it held them back
   * @param dueAt when they were due
   * @param reachedAt when they were accepted; of the control group, when they were due
   */
  public record Row(UserId user, RunKey run, boolean reached, Instant dueAt, Instant reachedAt) {}

  /** Whether the ledger does not know yet all whom a run has reached. */
  static boolean isAtWork(Run run) {
    return run.status() == RunStatus.RUNNING;
  }

  /**
   * Hands over the users of some runs in order of their ids by code point, each once a run; memory
   * does not grow with their number.
   */
  public void each(List<Run> runs, Consumer<Row> user) {
    transaction.read("the users of goals", connection -> each(connection, runs, user));
  }

  private void each(Connection connection, List<Run> runs, Consumer<Row> user) throws SQLException {
    var sql = "select * from (%s) users order by %s, run_id".formatted(ALL, byCodePoint);
    try (var statement = ReadTransaction.prepare(connection, sql)) {
      statement.setArray(1, keys(connection, runs, false));
      statement.setArray(2, connection.createArrayOf("bigint", keys(runs).toArray()));
      statement.setArray(3, keys(connection, runs, true));
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          user.accept(row(rows));
        }
      }
    }
  }

  private static java.sql.Array keys(Connection connection, List<Run> runs, boolean atWork)
      throws SQLException {
    var some = runs.stream().filter(run -> isAtWork(run) == atWork).toList();
    return connection.createArrayOf("bigint", keys(some).toArray());
  }

  private static List<Long> keys(List<Run> runs) {
    return runs.stream().map(run -> run.key().value()).toList();
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        new UserId(row.getString("user_id")),
        new RunKey(row.getLong("run_id")),
        row.getString("how").equals(Contacts.ACCEPTED),
        requireNonNull(Times.read(row, "due_at")),
        requireNonNull(Times.read(row, "reached_at")));
  }

  /** The ids of the users of some runs, each once. */
  public List<String> ids(List<Run> runs) {
    var ids = new ArrayList<String>();
    each(
        runs,
        row -> {
          var id = row.user().value();
          if (ids.isEmpty() || !ids.getLast().equals(id)) {
            ids.add(id);
          }
        });
    return ids;
  }
}
