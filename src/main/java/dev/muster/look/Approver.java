package dev.muster.look;

import dev.muster.campaign.DefinitionDigest;
import java.time.Clock;
import java.util.Optional;

/**
 * Keeps approvals of what runs would do.
 *
 * @param clock the real time
 */
public record Approver(DryRun dryRun, Clock clock) {

  /**
   * Looks at a run, and keeps the approval.
   *
   * @param by who approves
   * @return nothing when the end was asked for meanwhile; nothing is kept then
   */
  public Optional<ApprovedEstimate> approve(Subject subject, String by) {
    return dryRun.of(subject, Estimate::of).map(estimate -> kept(subject, estimate, by));
  }

  private ApprovedEstimate kept(Subject subject, Estimate estimate, String by) {
    var approval =
        dryRun
            .store()
            .approvals()
            .keep(
                subject.campaign().id(),
                DefinitionDigest.of(subject.definition().texts()),
                by,
                estimate.qualified(),
                clock.instant());
    return ApprovedEstimate.of(estimate, approval);
  }
}
