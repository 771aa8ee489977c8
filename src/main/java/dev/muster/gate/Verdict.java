package dev.muster.gate;

import java.util.Locale;

/**
 * Where a qualified user ends, in the order of the gates. Every user of a run's audience has
 * exactly one; {@link #PENDING} and {@link #WAITING} are the only ones that may still change.
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
  /** In a run that the safety limit refused. */
  REFUSED,
  /** In do-not-disturb hours, or past the planned clock time, and not to be delayed. */
  DISCARDED,
  /** Not sendable before the cut-off. */
  EXPIRED,
  /** Due at a later window. */
  WAITING,
  /** Due, and not sent yet. */
  PENDING,
  /** Dropped by the template. */
  ABORTED,
  /** With a message that the Segment API would drop. */
  INVALID,
  /** Refused by the Segment API. */
  REJECTED,
  /** Accepted by the Segment API. */
  ACCEPTED;

  /** Its name in reports and tables. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The verdict with that {@link #key}. */
  public static Verdict of(String key) {
    return valueOf(key.toUpperCase(Locale.ROOT));
  }
}
