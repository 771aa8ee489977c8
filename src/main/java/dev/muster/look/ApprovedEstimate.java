package dev.muster.look;

import dev.muster.gate.Approval;
import dev.muster.gate.Guard;
import dev.muster.gate.Guards;

/**
 * An estimate that somebody has approved.
 *
 * @param estimate as it is with the approval
 */
public record ApprovedEstimate(Estimate estimate, Approval approval) {

  /** One, whatever was approved before. */
  static ApprovedEstimate of(Estimate estimate, Approval approval) {
    var answer =
        estimate.run() == null
            ? Guards.approvedAsDefined(approval, estimate.qualified())
            : Guards.approved(approval, estimate.qualified());
    var guards =
        estimate.guards().stream()
            .map(guard -> guard.guard() == Guard.APPROVAL ? answer : guard)
            .toList();
    return new ApprovedEstimate(estimate.with(guards), approval);
  }

  /** What holds from now on, in a line. */
  public String inWords() {
    if (estimate.run() == null) {
      return "approved: %s as its files are now, however much triggers it (approved by %s)"
          .formatted(estimate.campaign().value(), approval.by());
    }
    return "approved: %s as its files are now; how many users may qualify: %s"
        .formatted(
            estimate.campaign().value(),
            Guards.approved(approval, estimate.qualified()).allowedInWords());
  }
}
