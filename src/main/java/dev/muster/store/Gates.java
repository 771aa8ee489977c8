package dev.muster.store;

import dev.muster.campaign.RunKey;
import dev.muster.gate.Verdict;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/** How many users the gates before delivery kept, to be compared with the members ever after. */
public final class Gates {
  private final JdbcTemplate jdbc;

  Gates(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Counts the run's members by verdict, and keeps the counts; those of a worker that died before
   * anyone knew that it had closed the gates are replaced.
   */
  public void close(RunKey run) {
    jdbc.update("delete from muster_gate where run_id = ?", run.value());
    jdbc.update(
        """
        insert into muster_gate (run_id, verdict, users)
        select cast(? as bigint), verdict, users from (%s) counted
        """
            .formatted(VerdictCounts.OF_RUN),
        run.value(),
        run.value(),
        run.value(),
        run.value());
  }

  /**
   * Counts anew, for one gate alone that has kept more users since it was closed. Not where nothing
   * was counted: versions before this one closed their gates without a word.
   */
  public void closeAgain(RunKey run, Verdict gate) {
    if (!areClosed(run)) {
      return;
    }
    jdbc.update(
        "delete from muster_gate where run_id = ? and verdict = ?", run.value(), gate.key());
    jdbc.update(
        """
        insert into muster_gate (run_id, verdict, users)
        select cast(? as bigint), verdict, users from (%s) counted where verdict = ?
        """
            .formatted(VerdictCounts.OF_RUN),
        run.value(),
        run.value(),
        run.value(),
        run.value(),
        gate.key());
  }

  /** Whether the run's audience has gone through its gates. */
  public boolean areClosed(RunKey run) {
    return !counted(run).isEmpty();
  }

  /** The counts; empty while the gates are open, verdicts that nobody had are left out. */
  public Map<Verdict, Long> counted(RunKey run) {
    var users = new EnumMap<Verdict, Long>(Verdict.class);
    jdbc.query(
        "select verdict, users from muster_gate where run_id = ?",
        row -> {
          users.put(Verdict.of(row.getString("verdict")), row.getLong("users"));
        },
        run.value());
    return users;
  }
}
