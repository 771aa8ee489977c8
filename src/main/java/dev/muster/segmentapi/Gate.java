package dev.muster.segmentapi;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What every attempt of every worker passes: the halt, the pause of all, the pace. */
final class Gate {
  private final Pace pace;
  private final Waiting waiting;
  private final AtomicReference<Sending.@Nullable Halt> halt = new AtomicReference<>();
  private final CountDownLatch halted = new CountDownLatch(1);
  private boolean paused;
  private long pausedUntil;

  Gate(Pace pace, Waiting waiting) {
    this.pace = pace;
    this.waiting = waiting;
  }

  /**
   * Waits until a request with so many messages may be sent.
   *
   * @return false when no more is sent at all
   */
  boolean pass(int messages) throws InterruptedException {
    while (true) {
      if (!hold(pauseLeft())) {
        return false;
      }
      long wait = pace.reserve(messages);
      if (!hold(wait)) {
        return false;
      }
      // A pause that began meanwhile has made the place in the pace stale: after a pause, all
      // would come at once.
      if (pauseLeft() <= 0) {
        return true;
      }
    }
  }

  /**
   * Waits, and no longer when all is halted.
   *
   * @return false when all is halted
   */
  boolean hold(long nanos) throws InterruptedException {
    if (nanos > 0 && halt.get() == null) {
      waiting.await(halted, nanos);
    }
    return halt.get() == null;
  }

  /** No attempt begins within this time from now; a longer pause under way stays. */
  synchronized void pause(Duration duration) {
    long until = waiting.nanos() + duration.toNanos();
    if (!paused || until - pausedUntil > 0) {
      paused = true;
      pausedUntil = until;
    }
  }

  /** Lets no further attempt begin; the first reason stays. */
  void halt(Sending.Halt reason) {
    halt.compareAndSet(null, reason);
    halted.countDown();
  }

  /** Why no more is sent, or null. */
  Sending.@Nullable Halt halted() {
    return halt.get();
  }

  private synchronized long pauseLeft() {
    return paused ? pausedUntil - waiting.nanos() : 0;
  }
}
