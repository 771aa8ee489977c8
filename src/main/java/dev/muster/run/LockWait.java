package dev.muster.run;

import dev.muster.campaign.RunId;
import dev.muster.store.RunLock;
import java.time.Duration;

/** Waits for a run's lock, but not for ever. */
record LockWait(RunLock.Locks locks, Duration atMost) {
  private static final Duration PAUSE = Duration.ofMillis(200);

  RunLock.Attempt lock(RunId run) throws InterruptedException {
    var end = System.nanoTime() + atMost.toNanos();
    var attempt = locks.tryLock(run);
    while (attempt.lock().isEmpty() && System.nanoTime() < end) {
      Thread.sleep(PAUSE);
      attempt = locks.tryLock(run);
    }
    return attempt;
  }
}
