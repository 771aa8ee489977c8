package dev.muster.segmentapi;

import dev.muster.log.Event;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What every attempt of every worker passes: the halt, the pause of all, the pace. */
final class Admission {
  private final Pace pace;
  private final Waiting waiting;
  private final AtomicReference<@Nullable Halt> halt = new AtomicReference<>();
  private final CountDownLatch halted = new CountDownLatch(1);
  private final ReentrantLock turn = new ReentrantLock(true);
  private boolean paused;
  private long pausedUntil;

  Admission(Pace pace, Waiting waiting) {
    this.pace = pace;
    this.waiting = waiting;
  }

  /** The most messages that a request may carry for the pace's sake; at least 1. */
  int mostMessages() {
    return pace.mostMessages();
  }

  /**
   * Waits until a request with so many messages may be sent.
   *
   * @param tally where the waits are counted
   * @return false when no more is sent at all
   */
  boolean pass(int messages, Tally tally) throws InterruptedException {
    while (true) {
      if (!outlast(tally)) {
        return false;
      }
      if (takesItsTurn(messages, tally)) {
        return true;
      }
    }
  }

  /**
   * Waits for the end of a pause under way.
   *
   * @param tally where the wait is counted
   * @return false when no more is sent at all
   */
  boolean outlast(Tally tally) throws InterruptedException {
    long begun = waiting.nanos();
    var goesOn = hold(pauseLeft());
    tally.paused(waiting.nanos() - begun);
    return goesOn;
  }

  /** Waits for its place in the pace, and takes it unless a pause has begun meanwhile. */
  private boolean takesItsTurn(int messages, Tally tally) throws InterruptedException {
    long begun = waiting.nanos();
    turn.lockInterruptibly();
    try {
      hold(pace.nanosLeft());
      tally.paced(waiting.nanos() - begun);
      if (halt.get() != null || pauseLeft() > 0) {
        return false;
      }
      pace.take(messages);
      return true;
    } finally {
      turn.unlock();
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
      if (pauseLeft() == 0) {
        Event.DELIVERY_PAUSED
            .line()
            .addKeyValue("event.duration", duration.toNanos())
            .log("the Segment API asks for a pause of {} ms", duration.toMillis());
      }
      paused = true;
      pausedUntil = until;
    }
  }

  /** Lets no further attempt begin; the first reason stays. */
  void halt(Halt reason) {
    halt.compareAndSet(null, reason);
    halted.countDown();
  }

  /** Why no more is sent, or null. */
  @Nullable Halt halted() {
    return halt.get();
  }

  private synchronized long pauseLeft() {
    return paused ? Math.max(0, pausedUntil - waiting.nanos()) : 0;
  }
}
