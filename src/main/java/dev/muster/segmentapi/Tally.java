package dev.muster.segmentapi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Counts what one batch takes. */
final class Tally {
  private int requests;
  private int retries;
  private long bytes;
  private long bytesSent;
  private @Nullable Instant firstSentAt;
  private @Nullable Instant lastAcceptedAt;

  void sent(BatchBody body, Instant at, int repeats) {
    requests++;
    retries += repeats > 0 ? 1 : 0;
    bytesSent += body.sentBytes();
    if (firstSentAt == null) {
      firstSentAt = at;
    }
  }

  void accepted(BatchBody body, Instant at) {
    bytes += body.bytes();
    lastAcceptedAt = at;
  }

  Sending.Traffic traffic() {
    return new Sending.Traffic(requests, retries, bytes, bytesSent, firstSentAt, lastAcceptedAt);
  }
}
