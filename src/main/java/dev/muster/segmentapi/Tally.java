package dev.muster.segmentapi;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Counts what one batch takes. */
final class Tally {
  private final Waiting waiting;
  private final long begun;
  private int requests;
  private int retries;
  private int unknown;
  private long bytes;
  private long bytesSent;
  private @Nullable Instant firstSentAt;
  private @Nullable Instant lastAcceptedAt;
  private long paced;
  private long paused;

  /** Counts from now on. */
  Tally(Waiting waiting) {
    this.waiting = waiting;
    this.begun = waiting.nanos();
  }

  void begins(Instant at, int repeats) {
    requests++;
    retries += repeats > 0 ? 1 : 0;
    if (firstSentAt == null) {
      firstSentAt = at;
    }
  }

  /** An attempt has come to an end, with or without an answer. */
  void ends(BatchBody body) {
    bytesSent += body.mayHaveLeft() ? body.sentBytes() : 0;
  }

  void accepted(BatchBody body, Instant at) {
    bytes += body.bytes();
    lastAcceptedAt = at;
  }

  /** An attempt of which nobody knows whether its messages were accepted. */
  void unknown() {
    unknown++;
  }

  /** A wait for a place in the pace. */
  void paced(long nanos) {
    paced += nanos;
  }

  /** A wait for the end of a pause. */
  void paused(long nanos) {
    paused += nanos;
  }

  Sending.Traffic traffic() {
    return new Sending.Traffic(
        requests, retries, unknown, bytes, bytesSent, firstSentAt, lastAcceptedAt, time());
  }

  private Sending.Time time() {
    return new Sending.Time(
        Duration.ofNanos(waiting.nanos() - begun),
        Duration.ofNanos(paced),
        Duration.ofNanos(paused));
  }
}
