package dev.muster.schedule;

/**
 * A spelling of a time zone that is not known, and how many have it.
 *
 * @param zone as profiles spell it, or {@link #OTHER}
 */
public record UnknownZone(String zone, long users) {
  /** How many of them are shown at most. */
  public static final int MOST_SHOWN = 10;

  /** Stands for spellings that are not shown: those that are long, or may be an address. */
  public static final String OTHER = "other";

  private static final int LONGEST = 64;

  /** The spelling as it may be shown to everybody. */
  public static String shown(String spelling) {
    return spelling.codePointCount(0, spelling.length()) > LONGEST || spelling.indexOf('@') >= 0
        ? OTHER
        : spelling;
  }
}
