package dev.muster.store;

import dev.muster.campaign.RunKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Where gates have drawn a line through the members of runs, instead of writing to each. */
record MemberLimits(JdbcTemplate jdbc) {

  /** Who is behind that member in the order of the cap is capped. */
  void cap(RunKey run, byte @Nullable [] rank, String userId) {
    set(run, "last_rank = ?, last_user_id = ?", rank, userId);
  }

  /** Who is due later waits, and who has missed the window is discarded or expired. */
  void dueUntil(RunKey run, Instant until) {
    set(run, "due_until = ?", Times.bind(until));
  }

  /** Who is due until then does not wait any more; an earlier line is none. */
  void extend(RunKey run, Instant until) {
    var bound = Times.bind(until);
    set(run, "due_until = greatest(coalesce(due_until, ?), ?)", bound, bound);
  }

  private void set(RunKey run, String line, @Nullable Object... values) {
    jdbc.update(
        """
        insert into muster_limit (run_id)
        select id from muster_run
        where id = ? and not exists (select 1 from muster_limit where run_id = ?)
        """,
        run.value(),
        run.value());
    jdbc.update("update muster_limit set " + line + " where run_id = " + run.value(), values);
  }

  void forget(RunKey run) {
    jdbc.update("delete from muster_limit where run_id = ?", run.value());
  }
}
