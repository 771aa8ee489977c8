package dev.muster;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** Stands still until it is set, or goes on by a step with every look at it. */
public final class SettableClock extends Clock {
  private final AtomicReference<Instant> now;
  private final Duration step;

  private SettableClock(Instant start, Duration step) {
    this.now = new AtomicReference<>(start);
    this.step = step;
  }

  /** One that shows an instant, as ISO 8601 has it. */
  public static SettableClock at(String instant) {
    return new SettableClock(Instant.parse(instant), Duration.ZERO);
  }

  /** One that goes on by so much whenever somebody looks. */
  public SettableClock ticking(Duration by) {
    return new SettableClock(now.get(), by);
  }

  public void set(String instant) {
    set(Instant.parse(instant));
  }

  public void set(Instant instant) {
    now.set(instant);
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
