package dev.muster.campaign;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A half-open stretch of time.
 *
 * @param from its first instant, or null for the beginning of time
 * @param to the first instant after it, or null for no end; at or before {@code from}: it is empty
 */
public record Interval(@Nullable Instant from, @Nullable Instant to) {

  /** Whether no instant lies in it. */
  public boolean isEmpty() {
    return from != null && to != null && !from.isBefore(to);
  }

  /** The part of it that lies before the instant. */
  public Interval before(Instant instant) {
    return to == null || to.isAfter(instant) ? new Interval(from, instant) : this;
  }
}
