package dev.muster.goal;

import static dev.muster.goal.Bounds.Z;

/**
 * The score interval of a proportion, without continuity correction: E. B. Wilson, Probable
 * inference, the law of succession, and statistical inference, JASA 22 (1927) 209–212; method 3 of
 * R. G. Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine
 * 17 (1998) 857–872.
 */
final class Wilson {
  private Wilson() {}

  /** That of so many of at least one. */
  static Bounds of(long some, long all) {
    if (all < 1 || some < 0 || some > all) {
      throw new IllegalArgumentException("a proportion of %d in %d".formatted(some, all));
    }
    var z2 = Z * Z;
    var middle = 2.0 * some + z2;
    var half = Z * Math.sqrt(z2 + 4.0 * some * (all - some) / all);
    var by = 2 * (all + z2);
    // Exact at the ends, where rounding would leave a trace.
    return new Bounds(some == 0 ? 0 : (middle - half) / by, some == all ? 1 : (middle + half) / by);
  }
}
