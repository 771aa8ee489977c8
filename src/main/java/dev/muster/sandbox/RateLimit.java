package dev.muster.sandbox;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How fast requests may come; faster is answered 429.
 *
 * @param requestsPerSecond 0 for no limit
 * @param eventsPerSecond 0 for no limit
 * @param form how the 429 says when to come again
 */
public record RateLimit(int requestsPerSecond, int eventsPerSecond, Form form) {
  /** The documented 1,000 requests a second. */
  public static final RateLimit DOCUMENTED = new RateLimit(1_000, 0, Form.SECONDS);

  /** No limit. */
  public static final RateLimit NONE = new RateLimit(0, 0, Form.SECONDS);

  public RateLimit {
    if (requestsPerSecond < 0 || eventsPerSecond < 0) {
      throw new IllegalArgumentException(
          "a rate is 0 (no limit) or more, found: " + requestsPerSecond + ", " + eventsPerSecond);
    }
  }

  /** What stands in {@code Retry-After}; {@code X-RateLimit-Reset} goes with it save for NONE. */
  public enum Form {
    /** The seconds to wait, as documented. */
    SECONDS,
    /** Neither header. */
    NONE,
    /** The moment to wait for, as an HTTP date. */
    DATE,
    /** {@code 0}. */
    ZERO,
    /** {@code -5}. */
    NEGATIVE,
    /** {@code soon}. */
    RUBBISH,
    /** {@code 100000}. */
    HUGE;

    /** As it is written in a script. */
    String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * What stands in {@code Retry-After} when it is so many seconds too early; null for nothing.
     */
    @Nullable String retryAfter(long seconds, Instant now) {
      return switch (this) {
        case SECONDS -> Long.toString(seconds);
        case NONE -> null;
        // A date has no fractions of a second: one more, lest it be too early again.
        case DATE ->
            DateTimeFormatter.RFC_1123_DATE_TIME.format(
                now.plusSeconds(seconds + 1).atOffset(ZoneOffset.UTC));
        case ZERO -> "0";
        case NEGATIVE -> "-5";
        case RUBBISH -> "soon";
        case HUGE -> "100000";
      };
    }
  }
}
