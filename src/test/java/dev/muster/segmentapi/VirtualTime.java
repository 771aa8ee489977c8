package dev.muster.segmentapi;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes by waiting only. */
final class VirtualTime extends Clock implements Waiting {
  static final Instant START = Instant.parse("2026-12-01T09:00:00Z");
  private final AtomicLong nanos = new AtomicLong();

  @Override
  public long nanos() {
    return nanos.get();
  }

  @Override
  public void await(CountDownLatch signal, long nanos) {
    if (signal.getCount() > 0) {
      this.nanos.addAndGet(nanos);
    }
  }

  @Override
  public Instant instant() {
    return START.plusNanos(nanos.get());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("UTC only");
  }
}
