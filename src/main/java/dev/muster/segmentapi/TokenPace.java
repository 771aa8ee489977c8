package dev.muster.segmentapi;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The rates of the settings, kept evenly: a bucket of one token lets no burst through, so that no
 * second, wherever it begins, sees more than the setting. It is kept a fiftieth slower than the
 * setting, for requests that leave evenly do not arrive quite so.
 */
final class TokenPace implements Pace {
  private static final Duration SECOND = Duration.ofMillis(1_020);
  private final Bucket requests;
  private final @Nullable Bucket events;

  TokenPace(SendingSettings settings, Waiting waiting) {
    requests = bucket(settings.requestsPerSecond(), waiting);
    events = settings.eventsPerSecond() == 0 ? null : bucket(settings.eventsPerSecond(), waiting);
  }

  @Override
  public long reserve(int messages) {
    // Tokens are taken even when they are not there yet; who takes them waits for them.
    long wait = requests.consumeIgnoringRateLimits(1);
    return events == null ? wait : Math.max(wait, events.consumeIgnoringRateLimits(messages));
  }

  private static Bucket bucket(int perSecond, Waiting waiting) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(1).refillGreedy(perSecond, SECOND))
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
