package dev.muster.gate;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * Where a qualified user ends, in the order in which reports tell of them: that of the {@link
 * Gate}s, but for the refused. Every user of a run's audience has exactly one; {@link #PENDING} and
 * {@link #WAITING} may still change, and {@link #REJECTED} is taken back to be sent again.
 */
public enum Verdict {
  /** Opted out under another profile with the same id, or since the audience was found. */
  SUPPRESSED,
  /** In the account's control group. */
  SYSTEM_CONTROL,
  /** In the campaign's control group. */
  CONTROL,
  /** Without an id for the receiver, or with one that an earlier profile has. */
  UNREACHABLE,
  /** Reached by an earlier run of the campaign. */
  REPEATED,
  /** Over the account's frequency cap. */
  FREQUENCY_CAPPED,
  /** Over the campaign's cap. */
  CAPPED,
  /** In a run that a guard refused. */
  REFUSED,
  /** In do-not-disturb hours, or past the planned clock time, and not to be delayed. */
  DISCARDED,
  /** Not sendable before the cut-off. */
  EXPIRED,
  /** A trigger that waited with a later one of its user for the same moment. */
  COLLAPSED,
  /** Due at a later window. */
  WAITING,
  /** Due, and not sent yet. */
  PENDING,
  /** A trigger for which its campaign's conditions did not hold any more. */
  LAPSED,
  /** Dropped by the template. */
  ABORTED,
  /** With a message that the Segment API would drop. */
  INVALID,
  /** Refused by the Segment API. */
  REJECTED,
  /** Accepted by the Segment API. */
  ACCEPTED;

  /** Those of which a code and a reason are kept. */
  public static final Set<Verdict> WITH_REASON = Set.of(INVALID, REJECTED);

  /** The gate at which users end so. */
  public Gate gate() {
    return Arrays.stream(Gate.values())
        .filter(gate -> gate.verdicts().contains(this))
        .findFirst()
        .orElseThrow();
  }

  /**
   * The gate at which a member ended so.
   *
   * @param inDelivery whether it was decided when the member's turn came, not as the gates were
   *     closed
   */
  public Gate gate(boolean inDelivery) {
    return inDelivery && this == SUPPRESSED ? Gate.DELIVERY : gate();
  }

  /**
   * Whether the gate asks again when a member's turn comes, so that more may end so than when it
   * was closed: the profile may have opted out since, a launch may have come late, and a later
   * trigger may have come to wait with this one.
   */
  public boolean isAskedAgain() {
    return this == SUPPRESSED || this == DISCARDED || this == EXPIRED || this == COLLAPSED;
  }

  /** Its name in reports and tables. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The verdict with that {@link #key}. */
  public static Verdict of(String key) {
    return valueOf(key.toUpperCase(Locale.ROOT));
  }
}
