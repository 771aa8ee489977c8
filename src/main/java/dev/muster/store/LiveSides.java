package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.UserId;
import dev.muster.gate.Verdict;
import dev.muster.store.LiveGoals.Period;
import dev.muster.store.LiveTriggers.Of;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Whose events the goal of a live campaign counts: the users of triggers that were accepted, and
 * those of the control group's triggers that these are compared with. It is asked of all runs at
 * once, as there may be one a second; what a run at work has done is among it.
 */
public final class LiveSides {
  private final ReadTransaction transaction;
  private final String byCodePoint;

  LiveSides(DataSource dataSource, DatabaseType databaseType) {
    this.transaction = new ReadTransaction(dataSource);
    this.byCodePoint =
        switch (databaseType) {
          // By itself it compares half surrogate pairs.
          case H2 -> "cast(user_id as varbinary)";
          case POSTGRESQL -> "user_id";
        };
  }

  /**
   * What is known of some runs.
   *
   * @param runs how many there are whose users are known
   * @param pruned how many there are of which only sums are left
   * @param open how many have not ended
   * @param hasControl whether somebody has looked with whom of a control group to compare
   * @param held how many triggers are in that
   * @param compared how many of these are compared
   */
  public record Facts(
      long runs, long pruned, long open, boolean hasControl, long held, long compared) {}

  /**
   * A trigger.
   *
   * @param reached whether it was sent, else its user was held back
   * @param anchor from when on the user's events count
   */
  public record Row(UserId user, boolean reached, Instant anchor) {
    private static Row read(ResultSet row) throws SQLException {
      return new Row(
          new UserId(row.getString("user_id")),
          row.getString("how").equals(Contacts.ACCEPTED),
          requireNonNull(Times.read(row, "reached_at")).plusNanos(1000 * row.getLong("delay_us")));
    }
  }

  /** What is known of the runs with as-ofs in some periods. */
  public Facts facts(Of of, List<Period> periods) {
    var facts = new ArrayList<Facts>();
    read(
        """
        select count(case when pruned_at is null then 1 end) as runs,
               count(pruned_at) as pruned,
               count(case when status in %s then 1 end) as open_runs,
               count(case when pruned_at is null then compared end) as comparable,
               coalesce(sum(case when pruned_at is null then compared end), 0) as compared,
               coalesce(sum(case when pruned_at is null then held end), 0) as held
        from (
            select r.pruned_at, r.status, r.compared,
                   case when r.compared is not null then (
                       select g.users from muster_gate g
                       where g.run_id = r.id and g.verdict = '%s') end as held
            from muster_run r
            where %s
        ) runs
        """
            .formatted(RunWords.UNFINISHED, Verdict.CONTROL.key(), runs(periods)),
        of,
        periods,
        1,
        row ->
            facts.add(
                new Facts(
                    row.getLong("runs"),
                    row.getLong("pruned"),
                    row.getLong("open_runs"),
                    row.getLong("comparable") > 0,
                    row.getLong("held"),
                    row.getLong("compared"))));
    return facts.getFirst();
  }

  /** Hands over the triggers of these runs by their users' ids, by code point; in no memory. */
  public void each(Of of, List<Period> periods, Consumer<Row> trigger) {
    read(
        triggers(periods) + "select * from triggers order by " + byCodePoint,
        of,
        periods,
        USES_OF_RUNS,
        row -> trigger.accept(Row.read(row)));
  }

  /**
   * How many triggers there are, and when the time of the first begins, and of the last.
   *
   * @return nothing where there is none
   */
  public @Nullable Span span(Of of, List<Period> periods) {
    var spans = new ArrayList<Span>();
    read(
        triggers(periods)
            + """
            select count(*) as triggers, min(reached_at) as first, max(reached_at) as last,
                   max(delay_us) as delay_us
            from triggers
            having count(*) > 0
            """,
        of,
        periods,
        USES_OF_RUNS,
        row ->
            spans.add(
                new Span(
                    row.getLong("triggers"),
                    requireNonNull(Times.read(row, "first")),
                    requireNonNull(Times.read(row, "last"))
                        .plusNanos(1000 * row.getLong("delay_us")))));
    return spans.isEmpty() ? null : spans.getFirst();
  }

  /**
   * When the times of triggers begin.
   *
   * @param first not after any of them
   * @param last not before any of them
   */
  public record Span(long triggers, Instant first, Instant last) {}

  private static final int USES_OF_RUNS = 3;

  /**
   * Those of three times the same runs. Who was held back has as much longer than they were due as
   * the median, of two the lower, of those whom their run has reached.
   */
  private static String triggers(List<Period> periods) {
    return """
    with asked as (
        select c.user_id, c.run_id, c.how, c.due_at, c.reached_at
        from muster_contact c
        join muster_run r on r.id = c.run_id
        where %1$s and r.pruned_at is null and r.status <> 'running' and c.how = '%2$s'
        union all
        select c.user_id, c.run_id, c.how, c.due_at, c.reached_at
        from muster_contact c
        join muster_run r on r.id = c.run_id
        where %1$s and r.pruned_at is null and c.how = '%3$s'
        union all
        select f.user_id, f.run_id, '%2$s', f.due_at, f.decided_at
        from muster_run r
        join muster_fate f on f.run_id = r.id
        where %1$s and r.status = 'running' and f.verdict = '%4$s'
    ),
    delayed as (
        select run_id,
               percentile_disc(0.5) within group (
                   order by extract(epoch from reached_at) - extract(epoch from due_at)) as seconds
        from asked
        where how = '%2$s'
        group by run_id
    ),
    triggers as (
        select a.user_id, a.how, a.reached_at,
               case when a.how = '%3$s' and d.seconds > 0
                    then cast(floor(d.seconds * 1000000) as bigint) else 0 end as delay_us
        from asked a
        left join delayed d on d.run_id = a.run_id
    )
    """
        .formatted(runs(periods), Contacts.ACCEPTED, Contacts.COMPARED, Verdict.ACCEPTED.key());
  }

  /** Parameters: campaign, rehearsal, and two for each period. */
  private static String runs(List<Period> periods) {
    return "r.campaign = ? and r.rehearsal = ? and r.live and (%s)"
        .formatted(
            String.join(
                " or ",
                Collections.nCopies(periods.size(), "(r.planned_at >= ? and r.planned_at < ?)")));
  }

  private interface Rows {
    void add(ResultSet row) throws SQLException;
  }

  private void read(String sql, Of of, List<Period> periods, int uses, Rows rows) {
    transaction.read(
        "the triggers of goals",
        connection -> {
          try (var statement = ReadTransaction.prepare(connection, sql)) {
            var next = 1;
            for (var use = 0; use < uses; use++) {
              next = bind(statement, next, of, periods);
            }
            try (var found = statement.executeQuery()) {
              while (found.next()) {
                rows.add(found);
              }
            }
          }
        });
  }

  private static int bind(PreparedStatement statement, int first, Of of, List<Period> periods)
      throws SQLException {
    var next = first;
    statement.setString(next++, of.campaign().value());
    statement.setBoolean(next++, of.rehearsal());
    for (var period : periods) {
      statement.setObject(next++, Times.bindLimit(period.from()));
      statement.setObject(next++, Times.bindLimit(period.until()));
    }
    return next;
  }
}
