package dev.muster.gate;

/** Whether a run has to be approved, and is. */
public sealed interface ApprovalRule {

  /** The account sends without. */
  record NotRequired() implements ApprovalRule {}

  /** It has to be, and no approval holds for what it was planned with. */
  record Missing() implements ApprovalRule {}

  /** It has to be, and one holds. */
  record Given(Approval approval) implements ApprovalRule {}
}
