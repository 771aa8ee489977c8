package dev.muster.segmentapi;

import java.time.Duration;

/**
 * How patiently and how fast is sent.
 *
 * @param requestsPerSecond the most requests that begin within a second, over all threads
 * @param eventsPerSecond the most messages sent within a second, over all threads; 0 for no limit
 * @param maxAttempts how often the same body is tried; waits that the Segment API asks for do not
 *     count
 * @param backoffInitial the longest wait after the first failure; it doubles with each further one
 * @param backoffMax what it grows to at most
 * @param retryBudget how long the same body is tried, all waits included
 * @param gzip whether bodies are compressed
 */
public record SendingSettings(
    int requestsPerSecond,
    int eventsPerSecond,
    int maxAttempts,
    Duration backoffInitial,
    Duration backoffMax,
    Duration retryBudget,
    boolean gzip) {

  private static final int FASTEST = 1_000_000;
  private static final int REQUESTS_A_SECOND = 60;

  public SendingSettings {
    expect(
        requestsPerSecond >= 1 && requestsPerSecond <= FASTEST,
        "muster.delivery.requests-per-second: expected 1 to " + FASTEST,
        requestsPerSecond);
    expect(
        eventsPerSecond >= 0 && eventsPerSecond <= FASTEST,
        "muster.delivery.events-per-second: expected 0 (no limit) to " + FASTEST,
        eventsPerSecond);
    expect(maxAttempts >= 1, "muster.delivery.max-attempts: expected 1 or more", maxAttempts);
    expect(
        backoffInitial.isPositive(),
        "muster.delivery.backoff-initial: expected more than 0",
        backoffInitial);
    expect(
        backoffMax.compareTo(backoffInitial) >= 0,
        "muster.delivery.backoff-max: expected backoff-initial or more",
        backoffMax);
    expect(
        retryBudget.isPositive(),
        "muster.delivery.retry-budget: expected more than 0",
        retryBudget);
  }

  /**
   * 1,000 requests a second, any number of messages, 10 attempts within 15 minutes, waits of 500 ms
   * growing to 60 s, gzip.
   */
  public static SendingSettings defaults() {
    return new SendingSettings(
        1_000, 0, 10, Duration.ofMillis(500), Duration.ofSeconds(60), Duration.ofMinutes(15), true);
  }

  /**
   * How many messages a request carries at most under a rate of messages: a sixtieth of a second's.
   *
   * @param eventsPerSecond as above
   */
  public static int mostMessagesInARequest(int eventsPerSecond) {
    return eventsPerSecond <= 0
        ? Integer.MAX_VALUE
        : Math.max(1, eventsPerSecond / REQUESTS_A_SECOND);
  }

  private static void expect(boolean holds, String expected, Object found) {
    if (!holds) {
      throw new IllegalArgumentException(expected + ", found: " + found);
    }
  }
}
