package dev.muster.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** Stands still until it is set, or goes on by a step with every look at it. */
final class SettableClock extends Clock {
  private final AtomicReference<Instant> now;
  private final Duration step;

  private SettableClock(Instant start, Duration step) {
    this.now = new AtomicReference<>(start);
    this.step = step;
  }

  static SettableClock at(String instant) {
    return new SettableClock(Instant.parse(instant), Duration.ZERO);
  }

  /** One that goes on by so much whenever somebody looks. */
  SettableClock ticking(Duration by) {
    return new SettableClock(now.get(), by);
  }

  void set(String instant) {
    now.set(Instant.parse(instant));
  }

  @Override
  public Instant instant() {
    return now.getAndUpdate(time -> time.plus(step));
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("instants only");
  }
}
