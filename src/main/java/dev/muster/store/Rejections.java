package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.RunKey;
import dev.muster.campaign.UserId;
import dev.muster.gate.Verdict;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** The users whom the Segment API rejected, and those whose messages it would have dropped. */
public final class Rejections {
  private final JdbcTemplate jdbc;
  private final ReadTransaction transaction;
  private final Outcomes outcomes;

  Rejections(JdbcTemplate jdbc, DataSource dataSource, Outcomes outcomes) {
    this.jdbc = jdbc;
    this.outcomes = outcomes;
    this.transaction = new ReadTransaction(dataSource);
  }

  /**
   * A user who was not sent to, or was refused, and why.
   *
   * @param execution the number of the execution that found it, from 1
   */
  public record Rejection(
      int execution, Position position, UserId userId, String code, String reason) {}

  /** How often a code was given. */
  public record Count(String code, long users) {}

  /**
   * The same as it is listed.
   *
   * @param verdict {@link Verdict#REJECTED} or {@link Verdict#INVALID}
   * @param code such as {@code http_400}
   * @param execution the number of the execution that found it, from 1
   */
  public record Rejected(
      UserId userId, Verdict verdict, String code, String reason, int execution) {}

  /** Adds rejections to a run. */
  public void add(RunKey run, List<Rejection> rejections) {
    jdbc.batchUpdate(
        """
        insert into muster_rejection (run_id, execution, position, user_id, code, reason)
        values (?, ?, ?, ?, ?, ?)
        """,
        rejections,
        Math.max(rejections.size(), 1),
        (row, rejection) -> {
          row.setLong(1, run.value());
          row.setInt(2, rejection.execution());
          row.setLong(3, rejection.position().value());
          row.setString(4, rejection.userId().value());
          row.setString(5, rejection.code());
          row.setString(6, rejection.reason());
        });
  }

  /**
   * Takes back what was rejected since an execution: those members are pending again. Another
   * partition may commit a rejection at any moment: this takes all of it back, or leaves all.
   *
   * @param execution its number, from 1
   */
  public void takeBack(RunKey run, int execution) {
    outcomes.forgetRejected(run, execution);
    // Whose rejection came meanwhile is not pending, for this statement sees both or neither.
    jdbc.update(
        """
        delete from muster_rejection
        where run_id = ? and execution >= ? and position in (
            select position from muster_fate where run_id = ? and %s)
        """
            .formatted(Verdicts.PENDING),
        run.value(),
        execution,
        run.value());
  }

  /**
   * How many users of a run are rejected, by code, most frequent first; none are left of a pruned
   * run.
   */
  public List<Count> counts(RunKey run) {
    return jdbc.query(
        """
        select code, count(distinct position) as users from muster_rejection
        where run_id = ? group by code
        order by users desc, code
        """,
        Rejections::count,
        run.value());
  }

  /** Up to three users of each code, those of the lowest positions; none of a pruned run. */
  public Map<String, List<UserId>> examples(RunKey run) {
    var examples = new LinkedHashMap<String, List<UserId>>();
    jdbc.query(
        """
        select code, user_id
        from (
            select code, position, min(user_id) as user_id,
                   row_number() over (partition by code order by position) as ordinal
            from muster_rejection where run_id = ?
            group by code, position
        ) numbered
        where ordinal <= 3
        order by code, ordinal
        """,
        row -> {
          examples
              .computeIfAbsent(row.getString("code"), _ -> new ArrayList<>())
              .add(new UserId(row.getString("user_id")));
        },
        run.value());
    return examples;
  }

  static Count count(ResultSet row, int index) throws SQLException {
    return new Count(row.getString("code"), row.getLong("users"));
  }

  /** How many of the run's members are rejected with a reason. */
  public long members(RunKey run) {
    return requireNonNull(
        jdbc.queryForObject(
            "select count(distinct position) from muster_rejection where run_id = ?",
            Long.class,
            run.value()));
  }

  /** Hands over all of a run, in order of position; memory does not grow with their number. */
  public void each(RunKey run, Consumer<Rejected> user) {
    transaction.read("the rejected users", connection -> each(connection, run, user));
  }

  private static void each(Connection connection, RunKey run, Consumer<Rejected> user)
      throws SQLException {
    var sql =
        """
        select r.user_id, m.verdict, r.code, r.reason, r.execution
        from muster_rejection r
        join muster_fate m on m.run_id = r.run_id and m.position = r.position
        where r.run_id = ? and %s
        order by r.position
        """
            .formatted(Verdicts.of("m").isOneOf(Verdict.WITH_REASON));
    try (var statement = ReadTransaction.prepare(connection, sql)) {
      statement.setLong(1, run.value());
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          user.accept(read(rows, 0));
        }
      }
    }
  }

  static Rejected read(ResultSet row, int index) throws SQLException {
    return new Rejected(
        new UserId(row.getString("user_id")),
        Verdict.of(row.getString("verdict")),
        row.getString("code"),
        row.getString("reason"),
        row.getInt("execution"));
  }
}
