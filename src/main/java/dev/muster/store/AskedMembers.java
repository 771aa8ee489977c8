package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.RunKey;
import dev.muster.gate.Verdict;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The members of a run of whom a gate asks, all of them: the pending ones, or those of the control
 * group. Nobody is looked up among the outcomes where there are none, as when the gates are closed
 * for the first time.
 *
 * @param table what to read from
 * @param condition which of its rows
 */
record AskedMembers(String table, String condition) {
  private static final AskedMembers OF_UNTOLD =
      new AskedMembers(
          "muster_gated_member", "kept is null and coalesce(due_at <= due_until, true)");

  private static final AskedMembers OF_ALL = new AskedMembers("muster_fate", Verdicts.PENDING);

  /**
   * Of the control group, who has an id and a window, so that the gates behind it have something to
   * ask.
   */
  static final AskedMembers OF_CONTROL_GROUP =
      new AskedMembers(
          "muster_member",
          Verdicts.is(Verdict.CONTROL) + " and recipient is not null and missed is null");

  static AskedMembers pending(RunKey run, JdbcTemplate jdbc) {
    var told =
        jdbc.queryForObject(
            "select exists (select 1 from muster_outcome where run_id = ?)",
            Boolean.class,
            run.value());
    return requireNonNull(told) ? OF_ALL : OF_UNTOLD;
  }

  /** With its condition, up to the run's key as a parameter. */
  String from() {
    return "%s where %s and run_id = ?".formatted(table, condition);
  }
}
