package dev.muster.alert;

import dev.muster.gate.UsualCount;
import dev.muster.gate.Verdict;
import dev.muster.store.Accounting;
import dev.muster.store.LiveHealth.Health;
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
  /** Whom no gate before the window has kept. */
  private static final List<Verdict> DUE =
      List.of(
          Verdict.ACCEPTED,
          Verdict.REJECTED,
          Verdict.INVALID,
          Verdict.ABORTED,
          Verdict.DISCARDED,
          Verdict.EXPIRED);

  /** What became of its users who were due. */
  Health health() {
    return health(audience);
  }

  /** The same of whatever was due. */
  static Health health(Accounting audience) {
    return new Health(
        DUE.stream().mapToLong(audience::count).sum(),
        audience.count(Verdict.REJECTED) + audience.count(Verdict.INVALID),
        audience.count(Verdict.EXPIRED));
  }

  boolean nobodyQualified() {
    return audience.qualified() != null && audience.qualified() == 0;
  }
}
