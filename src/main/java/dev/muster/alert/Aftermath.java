package dev.muster.alert;

import dev.muster.gate.UsualCount;
import dev.muster.gate.Verdict;
import dev.muster.store.Accounting;
import dev.muster.store.RunState;
import java.util.List;

/**
 * A run when an execution has ended.
 *
 * @param needsRemedy whether something must be changed before another execution is of use
 * @param failures how often running it has failed, this time included
 * @param usual how many users the campaign's runs before it found
 */
record Aftermath(
    RunState.Ended state,
    boolean needsRemedy,
    int failures,
    Accounting audience,
    UsualCount usual) {
  private static final List<Verdict> DUE =
      List.of(
          Verdict.ACCEPTED,
          Verdict.REJECTED,
          Verdict.INVALID,
          Verdict.ABORTED,
          Verdict.DISCARDED,
          Verdict.EXPIRED);

  /** How many users no gate before the window had kept. */
  long due() {
    return DUE.stream().mapToLong(audience::count).sum();
  }

  /** How many were due, and cannot be reached as they are. */
  long rejected() {
    return audience.count(Verdict.REJECTED) + audience.count(Verdict.INVALID);
  }

  long expired() {
    return audience.count(Verdict.EXPIRED);
  }

  boolean nobodyQualified() {
    return audience.qualified() != null && audience.qualified() == 0;
  }
}
