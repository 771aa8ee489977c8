package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.RunKey;
import java.time.Instant;
import org.springframework.jdbc.core.JdbcTemplate;

/** Puts sums in the place of a finished run's rows. */
public final class PrunedRuns {
  /** The number that the sum of all requests has in place of an execution's. */
  static final int ALL_EXECUTIONS = 0;

  /** All but reached users who were due at an instant or later. */
  private static final String REMOVED =
      "((not %s and not possibly_reached) or due_at < ?)".formatted(Verdicts.ACCEPTED);

  private final JdbcTemplate jdbc;
  private final Gates gates;

  PrunedRuns(JdbcTemplate jdbc, Gates gates) {
    this.jdbc = jdbc;
    this.gates = gates;
  }

  /**
   * Removes a run's members, requests, rejections and lists, in the caller's transaction.
   *
   * @param neededSince accepted members who were due then or later are kept, by their id and that
   *     moment alone; {@link Instant#MIN} for all of them, {@link Instant#MAX} for none
   * @param withDefinition whether the texts of its files go, too
   */
  public Pruned prune(RunKey run, Instant neededSince, boolean withDefinition) {
    // From now on where all its users ended.
    gates.close(run);
    sumRequests(run);
    sumRejections(run);
    jdbc.update("delete from muster_run_list where run_id = ?", run.value());
    jdbc.update(
        """
        update muster_member set recipient = null, constant = null, cap_rank = null,
            unknown_zone = null
        where run_id = ? and %s
        """
            .formatted(Verdicts.ACCEPTED),
        run.value());
    return trim(run, neededSince, withDefinition);
  }

  /** Removes what was kept of a run when it was pruned; parameters as there. */
  public Pruned trim(RunKey run, Instant neededSince, boolean withDefinition) {
    if (withDefinition) {
      jdbc.update("delete from muster_run_file where run_id = ?", run.value());
    }
    var members = deleteMembers(run, neededSince);
    return new Pruned(members, members(run));
  }

  /** What {@link #prune} or {@link #trim} would remove of a run; nothing is. */
  public Pruned foreseen(RunKey run, Instant neededSince) {
    var removed =
        requireNonNull(
            jdbc.queryForObject(
                "select count(*) from muster_member where run_id = ? and " + REMOVED,
                Long.class,
                run.value(),
                Times.bindLimit(neededSince)));
    return new Pruned(removed, members(run) - removed);
  }

  private long members(RunKey run) {
    return requireNonNull(
        jdbc.queryForObject(
            "select count(*) from muster_member where run_id = ?", Long.class, run.value()));
  }

  private int deleteMembers(RunKey run, Instant neededSince) {
    return jdbc.update(
        "delete from muster_member where run_id = ? and " + REMOVED,
        run.value(),
        Times.bindLimit(neededSince));
  }

  private void sumRequests(RunKey run) {
    jdbc.update(
        """
        insert into muster_request (run_id, execution, partition, messages, accepted, attempts,
            retries, bytes, bytes_sent, first_sent_at, last_accepted_at, took_us, paced_us,
            paused_us)
        select run_id, ?, 0, cast(sum(messages) as bigint), cast(sum(accepted) as bigint),
            cast(sum(attempts) as bigint), cast(sum(retries) as bigint),
            cast(sum(bytes) as bigint), cast(sum(bytes_sent) as bigint), min(first_sent_at),
            max(last_accepted_at), cast(sum(took_us) as bigint), cast(sum(paced_us) as bigint),
            cast(sum(paused_us) as bigint)
        from muster_request where run_id = ? group by run_id
        """,
        ALL_EXECUTIONS,
        run.value());
    jdbc.update(
        "delete from muster_request where run_id = ? and execution <> ?",
        run.value(),
        ALL_EXECUTIONS);
  }

  private void sumRejections(RunKey run) {
    jdbc.update(
        """
        insert into muster_rejection_sum (run_id, code, users)
        select run_id, code, count(distinct position) from muster_rejection where run_id = ?
        group by run_id, code
        """,
        run.value());
    jdbc.update("delete from muster_rejection where run_id = ?", run.value());
  }
}
