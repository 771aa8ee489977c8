package dev.muster.store;

import dev.muster.campaign.RunKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Where gates have drawn a line through the members of runs, instead of writing to each. */
record MemberLimits(JdbcTemplate jdbc) {

  /** Who is behind that member in the order of the cap is capped. */
  void cap(RunKey run, byte @Nullable [] rank, String userId) {
    makeRow(run);
    // Of its own: Spring would log a user's id at its lowest level.
    jdbc.update(
        "update muster_limit set last_rank = ?, last_user_id = ? where run_id = ?",
        row -> {
          row.setBytes(1, rank);
          row.setString(2, userId);
          row.setLong(3, run.value());
        });
  }

  /** Who is due later waits, and who has missed the window is discarded or expired. */
  void dueUntil(RunKey run, Instant until) {
    makeRow(run);
    jdbc.update(
        "update muster_limit set due_until = ? where run_id = ?", Times.bind(until), run.value());
  }

  /** Who is due until then does not wait any more; an earlier line is none. */
  void extend(RunKey run, Instant until) {
    makeRow(run);
    jdbc.update(
        "update muster_limit set due_until = greatest(coalesce(due_until, ?), ?) where run_id = ?",
        Times.bind(until),
        Times.bind(until),
        run.value());
  }

  private void makeRow(RunKey run) {
    jdbc.update(
        """
        insert into muster_limit (run_id)
        select id from muster_run
        where id = ? and not exists (select 1 from muster_limit where run_id = ?)
        """,
        run.value(),
        run.value());
  }

  void forget(RunKey run) {
    jdbc.update("delete from muster_limit where run_id = ?", run.value());
  }
}
