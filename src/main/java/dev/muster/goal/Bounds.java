package dev.muster.goal;

/** A 95 % confidence interval, ends included. */
public record Bounds(double low, double high) {
  /** The normal distribution has 95 % of its mass within so many standard deviations. */
  static final double Z = 1.959964;

  public Bounds {
    if (low > high) {
      throw new IllegalArgumentException("reversed bounds %s to %s".formatted(low, high));
    }
  }

  /** As far to both sides of a number. */
  static Bounds around(double middle, double half) {
    return new Bounds(middle - half, middle + half);
  }

  /** Those with these ends, whichever is the lower. */
  static Bounds between(double one, double other) {
    return new Bounds(Math.min(one, other), Math.max(one, other));
  }
}
