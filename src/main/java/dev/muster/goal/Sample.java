package dev.muster.goal;

/**
 * What is known of some users' numbers.
 *
 * @param users how many, at least two
 * @param mean of their numbers
 * @param variance of them, with {@code users − 1} below the line
 */
record Sample(long users, double mean, double variance) {
  Sample {
    if (users < 2) {
      throw new IllegalArgumentException("a variance of %d users".formatted(users));
    }
  }

  /** That of so many who did something, each counted as 1, among some who are counted as 0. */
  static Sample ofRate(long some, long all) {
    var p = (double) some / all;
    return new Sample(all, p, p * (1 - p) * all / (all - 1));
  }

  /** The variance of the mean. */
  double varianceOfMean() {
    return variance / users;
  }
}
