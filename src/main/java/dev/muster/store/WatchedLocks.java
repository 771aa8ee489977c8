package dev.muster.store;

import dev.muster.campaign.RunId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Locks whose loss somebody is told of, by a thread that asks no database: where that hangs, or is
 * broken, whoever works under a lock may not find out by itself.
 */
final class WatchedLocks implements RunLock.Locks {
  /** After that others may have long begun. */
  private static final Duration GRACE = RowLocks.SILENCE;

  private static final Duration LOOK = Duration.ofMillis(250);

  private final RunLock.Locks locks;
  private final RunLock.Guard guard;
  private final Duration grace;

  WatchedLocks(RunLock.Locks locks, RunLock.Guard guard) {
    this(locks, guard, GRACE);
  }

  /**
   * Watches locks.
   *
   * @param grace how long after a loss whoever has lost may take to let go
   */
  WatchedLocks(RunLock.Locks locks, RunLock.Guard guard, Duration grace) {
    this.locks = locks;
    this.guard = guard;
    this.grace = grace;
  }

  @Override
  public RunLock.Attempt tryLock(RunId run) {
    var attempt = locks.tryLock(run);
    return new RunLock.Attempt(
        attempt.lock().map(lock -> new Watched(run, lock)), attempt.holder());
  }

  @Override
  public RunLock.Look look(RunId run) {
    return locks.look(run);
  }

  /** A lock that is looked at until it is let go. */
  private final class Watched implements RunLock {
    private final RunId run;
    private final RunLock lock;
    private final AtomicReference<@Nullable String> loss = new AtomicReference<>();
    private final Thread watch;

    Watched(RunId run, RunLock lock) {
      this.run = run;
      this.lock = lock;
      // Of a platform: a virtual one may find no carrier that does not hang.
      this.watch = Thread.ofPlatform().daemon().name("muster-lock").start(this::watch);
    }

    private void watch() {
      try {
        while (true) {
          var loss = loss();
          if (loss.isPresent()) {
            guard.lost(run, loss.get());
            Thread.sleep(grace);
            guard.hangs(run, loss.get());
            return;
          }
          Thread.sleep(LOOK);
        }
      } catch (InterruptedException e) {
        // Let go.
      }
    }

    @Override
    public boolean held() {
      return loss().isEmpty() && lock.held();
    }

    // For good: who waited has been told to end, even if it can be renewed after all.
    @Override
    public Optional<String> loss() {
      if (loss.get() == null) {
        lock.loss().ifPresent(why -> loss.compareAndSet(null, why));
      }
      return Optional.ofNullable(loss.get());
    }

    @Override
    public void close() {
      try {
        lock.close();
      } finally {
        watch.interrupt();
      }
    }
  }
}
