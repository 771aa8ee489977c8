package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.RunKey;
import java.time.Instant;
import org.springframework.jdbc.core.JdbcTemplate;

/** Removes the rows of finished runs; what those came to is written down. */
public final class PrunedRuns {
  /** All but reached users who were due at an instant or later. */
  private static final String REMOVED =
      "((not %s and not possibly_reached) or due_at < ?)".formatted(Verdicts.ACCEPTED);

  private final JdbcTemplate jdbc;

  PrunedRuns(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Removes a run's members, requests, rejections and lists, in the caller's transaction.
   *
   * @param neededSince accepted members who were due then or later are kept, by their id and that
   *     moment alone; {@link Instant#MIN} for all of them, {@link Instant#MAX} for none
   * @param withDefinition whether the texts of its files go, too
   */
  public Pruned prune(RunKey run, Instant neededSince, boolean withDefinition) {
    jdbc.update("delete from muster_request where run_id = ?", run.value());
    jdbc.update("delete from muster_rejection where run_id = ?", run.value());
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
}
