package dev.muster.sandbox;

/** Lets through a number per second, and at most one second's worth at once. */
final class TokenBucket {
  private static final double NANOS = 1e9;
  private final int perSecond;
  private double tokens;
  private long seenAt;

  /** One that is full at the moment {@code nanos}; {@code perSecond} 0 lets all through. */
  TokenBucket(int perSecond, long nanos) {
    this.perSecond = perSecond;
    this.tokens = perSecond;
    this.seenAt = nanos;
  }

  /**
   * Takes {@code count} tokens, or none when there are too few. More than a whole bucket is let
   * through when the bucket is full, and leaves it that much in debt.
   *
   * @return the nanoseconds until they would be there, 0 when they were taken
   */
  synchronized long take(int count, long nanos) {
    if (perSecond == 0) {
      return 0;
    }
    tokens = Math.min(perSecond, tokens + (nanos - seenAt) * perSecond / NANOS);
    seenAt = nanos;
    double wanted = Math.min(count, perSecond);
    if (tokens >= wanted) {
      tokens -= count;
      return 0;
    }
    return (long) Math.ceil((wanted - tokens) / perSecond * NANOS);
  }
}
