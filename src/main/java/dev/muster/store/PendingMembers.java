package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.RunKey;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The pending members of a run, as gates ask for them all: nobody is looked up among the outcomes
 * where there are none, as when the gates are closed for the first time.
 *
 * @param table what to read from
 * @param condition which of its rows
 */
record PendingMembers(String table, String condition) {
  private static final PendingMembers OF_UNTOLD =
      new PendingMembers(
          "muster_gated_member", "kept is null and coalesce(due_at <= due_until, true)");

  private static final PendingMembers OF_ALL = new PendingMembers("muster_fate", Verdicts.PENDING);

  static PendingMembers of(RunKey run, JdbcTemplate jdbc) {
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
