package dev.muster.run;

import dev.muster.segmentapi.Halt;

/** How an execution of the job ended. */
public sealed interface JobEnd {

  /** Every user has an end. */
  record Completed() implements JobEnd {}

  /** Everyone who was due has an end, and others are due later. */
  record Waiting() implements JobEnd {}

  /** It was asked to end, and has at a checkpoint. */
  record Stopped() implements JobEnd {}

  /** A guard said no: nobody was sent to. */
  record Refused(String reason) implements JobEnd {}

  /**
   * It could go no further.
   *
   * @param leavesDoubt whether something may have been sent of which nobody knows
   */
  record Failed(Halt halt, boolean leavesDoubt) implements JobEnd {}
}
