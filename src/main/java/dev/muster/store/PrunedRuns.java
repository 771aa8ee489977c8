package dev.muster.store;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.RunKey;
import org.springframework.jdbc.core.JdbcTemplate;

/** Removes the rows of finished runs; what those came to, and whom they reached, is kept apart. */
public final class PrunedRuns {
  private final JdbcTemplate jdbc;
  private final Contacts contacts;
  private final RunResults results;
  private final Outcomes outcomes;
  private final MemberLimits limits;
  private final Alerts alerts;

  PrunedRuns(
      JdbcTemplate jdbc, Contacts contacts, RunResults results, Outcomes outcomes, Alerts alerts) {
    this.alerts = alerts;
    this.jdbc = jdbc;
    this.outcomes = outcomes;
    this.limits = new MemberLimits(jdbc);
    this.contacts = contacts;
    this.results = results;
  }

  /**
   * Removes a run's members, requests, rejections and lists, and the messages of its alerts, in the
   * caller's transaction.
   *
   * @param asked which reached members are kept, as contacts alone
   * @param withDefinition whether the texts of its files go, too
   */
  public Pruned prune(Run found, StillAsked asked, boolean withDefinition) {
    var run = found.key();
    if (!results.isWritten(found)) {
      results.write(run);
      contacts.addAccepted(run);
      contacts.addPossiblyReached(run);
    }
    jdbc.update("delete from muster_request where run_id = ?", run.value());
    jdbc.update("delete from muster_rejection where run_id = ?", run.value());
    jdbc.update("delete from muster_trigger where run_id = ?", run.value());
    jdbc.update("delete from muster_live_control where run_id = ?", run.value());
    jdbc.update("delete from muster_live_share where run_id = ?", run.value());
    outcomes.forget(run);
    limits.forget(run);
    jdbc.update("delete from muster_run_list where run_id = ?", run.value());
    jdbc.update("update muster_list_count set list_id = null where run_id = ?", run.value());
    var members = jdbc.update("delete from muster_member where run_id = ?", run.value());
    var kept = trim(found, asked, withDefinition).kept();
    return new Pruned(members - kept, kept);
  }

  /** Removes what was kept of a run when it was pruned; parameters as there. */
  public Pruned trim(Run pruned, StillAsked asked, boolean withDefinition) {
    var run = pruned.key();
    // What was still to be sent when the run was pruned may have been since.
    alerts.forgetMessages(pruned.id());
    if (withDefinition) {
      jdbc.update("delete from muster_run_file where run_id = ?", run.value());
    }
    var removed = contacts.forget(run, asked);
    return new Pruned(removed, contacts.count(run));
  }

  /** What {@link #prune} or {@link #trim} would remove of a run; nothing is. */
  public Pruned foreseen(Run run, StillAsked asked) {
    var known = run.prunedAt() == null ? members(run.key()) : contacts.count(run.key());
    var kept = contacts.count(run.key(), asked);
    return new Pruned(known - kept, kept);
  }

  private long members(RunKey run) {
    return requireNonNull(
        jdbc.queryForObject(
            "select count(*) from muster_member where run_id = ?", Long.class, run.value()));
  }
}
