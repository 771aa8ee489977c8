package dev.muster.alert;

import java.math.BigDecimal;

/**
 * From when on a run is told of.
 *
 * @param rejectedPercent more rejected and invalid users than that, of those who were due, make a
 *     completed run incomplete
 * @param expiredPercent more expired ones do
 * @param afterFailures a failure that may pass by itself is told of when it comes so often running
 */
public record Thresholds(BigDecimal rejectedPercent, BigDecimal expiredPercent, int afterFailures) {
  private static final BigDecimal ALL = new BigDecimal(100);

  /**
   * Checks them.
   *
   * @throws IllegalArgumentException when one is none; its message begins with the setting's name
   */
  public Thresholds {
    requirePercent("rejected-percent", rejectedPercent);
    requirePercent("expired-percent", expiredPercent);
    if (afterFailures < 1) {
      throw new IllegalArgumentException(
          "after-failures: expected 1 or more, found " + afterFailures);
    }
  }

  private static void requirePercent(String name, BigDecimal percent) {
    if (percent.signum() < 0 || percent.compareTo(ALL) > 0) {
      throw new IllegalArgumentException(
          name + ": expected 0 to 100, found " + percent.toPlainString());
    }
  }
}
