package dev.muster.store;

import dev.muster.campaign.RunKey;
import dev.muster.gate.Approval;
import dev.muster.gate.CountRange;
import dev.muster.gate.EarlierCount;
import dev.muster.gate.Guard;
import dev.muster.gate.GuardAnswer;
import dev.muster.gate.UsualCount;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the guards said of runs, and what they go by. */
public final class GuardAnswers {
  private final JdbcClient jdbc;

  GuardAnswers(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What the last completed runs of a run's campaign came to that were planned before it, the
   * latest first. Rehearsed ones count for rehearsals alone.
   */
  public List<EarlierCount> earlier(Run run) {
    return jdbc.sql(
            """
            select qualified, override_reason is not null as overridden
            from muster_run
            where campaign = :campaign and planned_at < :planned and status = :completed
              and (not rehearsal or :rehearsal) and qualified is not null
            order by planned_at desc
            fetch first :most rows only
            """)
        .param("campaign", run.id().campaign().value())
        .param("planned", Times.bind(run.id().plannedAt()))
        .param("completed", RunStatus.COMPLETED.key())
        .param("rehearsal", run.isRehearsal())
        .param("most", UsualCount.MOST_RUNS)
        .query((row, _) -> new EarlierCount(row.getLong("qualified"), row.getBoolean("overridden")))
        .list();
  }

  /** Keeps what they said of a run, in the place of what they had said before. */
  public void write(RunKey run, List<GuardAnswer> answers) {
    jdbc.sql("delete from muster_guard where run_id = :run").param("run", run.value()).update();
    answers.forEach(answer -> write(run, answer));
  }

  private void write(RunKey run, GuardAnswer answer) {
    var usual = answer.usual();
    var approval = answer.approval();
    jdbc.sql(
            """
            insert into muster_guard (run_id, guard, least, most, median, runs, approval_id, qualified)
            values (:run, :guard, :least, :most, :median, :runs, :approval, :qualified)
            """)
        .param("run", run.value())
        .param("guard", answer.guard().key())
        .param("least", answer.allowed().least(), java.sql.Types.BIGINT)
        .param("most", answer.allowed().most(), java.sql.Types.BIGINT)
        .param("median", usual == null ? null : usual.median(), java.sql.Types.NUMERIC)
        .param("runs", usual == null ? null : usual.runs(), java.sql.Types.INTEGER)
        .param("approval", approval == null ? null : approval.number(), java.sql.Types.BIGINT)
        .param("qualified", answer.qualified())
        .update();
  }

  /** In their order; none before the gates closed, and where the campaign has none. */
  public List<GuardAnswer> of(RunKey run) {
    return jdbc
        .sql(
            """
            select guard.*, approval.approved_by, approval.qualified as approved
            from muster_guard guard
            left join muster_approval approval on approval.id = guard.approval_id
            where guard.run_id = :run
            """)
        .param("run", run.value())
        .query(GuardAnswers::read)
        .list()
        .stream()
        .sorted(Comparator.comparing(GuardAnswer::guard))
        .toList();
  }

  private static GuardAnswer read(ResultSet row, int index) throws SQLException {
    return new GuardAnswer(
        Guard.of(row.getString("guard")),
        new CountRange(row.getObject("least", Long.class), row.getObject("most", Long.class)),
        usual(row),
        approval(row),
        row.getLong("qualified"));
  }

  private static @Nullable Approval approval(ResultSet row) throws SQLException {
    var number = row.getObject("approval_id", Long.class);
    return number == null
        ? null
        : new Approval(number, row.getString("approved_by"), row.getLong("approved"));
  }

  private static @Nullable UsualCount usual(ResultSet row) throws SQLException {
    var runs = row.getObject("runs", Integer.class);
    return runs == null ? null : new UsualCount(row.getBigDecimal("median"), runs);
  }
}
