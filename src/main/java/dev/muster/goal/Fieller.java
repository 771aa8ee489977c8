package dev.muster.goal;

import static dev.muster.goal.Bounds.Z;

import java.util.Optional;

/**
 * The interval of a ratio of the means of independent samples: E. C. Fieller, Some problems in
 * interval estimation, Journal of the Royal Statistical Society B 16 (1954) 175–185. The ratios in
 * it are those that {@code |mean − ratio × other mean|} does not speak against: no further from 0
 * than the quantile times its standard deviation.
 */
final class Fieller {
  private Fieller() {}

  /**
   * That of {@code one ÷ other}; nothing where the other mean cannot be told from 0 (Fieller's g is
   * 1 or more), as the interval then has no end.
   */
  static Optional<Bounds> of(Sample one, Sample other) {
    var mean = other.mean();
    var g = Z * Z * other.varianceOfMean() / (mean * mean);
    // Not a number where both are 0.
    if (mean == 0 || !(g < 1)) {
      return Optional.empty();
    }
    var ratio = one.mean() / mean;
    var half =
        Z
            / mean
            * Math.sqrt(one.varianceOfMean() * (1 - g) + ratio * ratio * other.varianceOfMean());
    return Optional.of(Bounds.between((ratio - half) / (1 - g), (ratio + half) / (1 - g)));
  }
}
