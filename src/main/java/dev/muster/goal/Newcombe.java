package dev.muster.goal;

/**
 * The hybrid score interval of a difference between independent proportions, without continuity
 * correction: method 10 of R. G. Newcombe, Interval estimation for the difference between
 * independent proportions, Statistics in Medicine 17 (1998) 873–890.
 */
final class Newcombe {
  private Newcombe() {}

  /** That of {@code some ÷ all − otherSome ÷ otherAll}; of at least one each. */
  static Bounds of(long some, long all, long otherSome, long otherAll) {
    var p = (double) some / all;
    var other = (double) otherSome / otherAll;
    var bounds = Wilson.of(some, all);
    var others = Wilson.of(otherSome, otherAll);
    var difference = p - other;
    return new Bounds(
        difference - Math.hypot(p - bounds.low(), others.high() - other),
        difference + Math.hypot(bounds.high() - p, other - others.low()));
  }
}
