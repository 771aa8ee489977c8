package dev.muster.goal;

import static dev.muster.goal.Bounds.Z;

/**
 * The interval of a difference between the means of independent samples, whose variances may
 * differ: B. L. Welch, The significance of the difference between two means when the population
 * variances are unequal, Biometrika 29 (1938) 350–362; with the normal distribution's quantile, as
 * the samples are large.
 */
final class Welch {
  private Welch() {}

  /** That of {@code one − other}. */
  static Bounds of(Sample one, Sample other) {
    return Bounds.around(
        one.mean() - other.mean(), Z * Math.sqrt(one.varianceOfMean() + other.varianceOfMean()));
  }
}
