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
    var answer = Guards.approved(approval, estimate.qualified());
    var guards =
        estimate.guards().stream()
            .map(guard -> guard.guard() == Guard.APPROVAL ? answer : guard)
            .toList();
    return new ApprovedEstimate(estimate.with(guards), approval);
  }

  /** What holds from now on, in a line. */
  public String inWords() {
    return "approved: %s as its files are now; how many users may qualify: %s"
        .formatted(
            estimate.run().campaign().value(),
            Guards.approved(approval, estimate.qualified()).allowedInWords());
  }
}
