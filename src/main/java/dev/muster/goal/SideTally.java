package dev.muster.goal;

import java.math.BigDecimal;

/**
 * Counts what the users of a side did, each user once. The variance is B. P. Welford's, which does
 * not lose its digits in large sums (Technometrics 4 (1962) 419–420).
 */
final class SideTally {
  private long users;
  private long converted;
  private long withValue;
  private BigDecimal sum = BigDecimal.ZERO;
  private double mean;
  private double squares;

  /**
   * Adds a user.
   *
   * @param value the sum of their values, 0 for none
   */
  void add(boolean hasConverted, BigDecimal value) {
    users++;
    if (hasConverted) {
      converted++;
    }
    if (value.signum() != 0) {
      withValue++;
      sum = sum.add(value);
    }
    var number = value.doubleValue();
    var before = number - mean;
    mean += before / users;
    squares += before * (number - mean);
  }

  /**
   * What they came to.
   *
   * @param hasValue whether the goal has a value
   */
  Side side(boolean hasValue) {
    return new Side(
        users,
        converted,
        hasValue ? new Side.Value(sum, withValue, users < 2 ? 0 : squares / (users - 1)) : null);
  }
}
