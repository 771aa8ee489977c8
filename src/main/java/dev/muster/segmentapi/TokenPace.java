package dev.muster.segmentapi;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The rates of the settings, kept evenly: what a request takes must be there again before the next
 * one begins, and nothing is saved up meanwhile. They are kept a fiftieth slower than the settings,
 * and a request carries no more than a sixtieth of a second's messages: so even with the request
 * that ends it, no second, wherever it begins, sees more than the setting.
 */
final class TokenPace implements Pace {
  private static final Duration SECOND = Duration.ofMillis(1_020);
  // A bucket saves up one token at least. That must not be a whole request or message, or late ones
  // would bunch; and Bucket4j knows no more than a token a nanosecond.
  private static final long TOKENS = 900;
  private final Waiting waiting;
  private final int mostMessages;
  private final Bucket requests;
  private final @Nullable Bucket events;
  private long free;

  TokenPace(SendingSettings settings, Waiting waiting) {
    this.waiting = waiting;
    requests = bucket(settings.requestsPerSecond(), waiting);
    events = settings.eventsPerSecond() == 0 ? null : bucket(settings.eventsPerSecond(), waiting);
    mostMessages = SendingSettings.mostMessagesInARequest(settings.eventsPerSecond());
    free = waiting.nanos();
  }

  @Override
  public int mostMessages() {
    return mostMessages;
  }

  @Override
  public long nanosLeft() {
    return Math.max(0, free - waiting.nanos());
  }

  @Override
  public void take(int messages) {
    // Tokens are taken that are not there yet; the answer is when they will be.
    long left = requests.consumeIgnoringRateLimits(TOKENS);
    if (events != null) {
      left = Math.max(left, events.consumeIgnoringRateLimits(messages * TOKENS));
    }
    free = waiting.nanos() + left;
  }

  private static Bucket bucket(int perSecond, Waiting waiting) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(1).refillGreedy(perSecond * TOKENS, SECOND))
        .withCustomTimePrecision(new Meter(waiting))
        .build();
  }

  private record Meter(Waiting waiting) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return waiting.nanos();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
