package dev.muster.run;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A request to the process to end at the next checkpoint, from another thread. */
public final class StopSignal {
  private final CountDownLatch given = new CountDownLatch(1);
  private volatile Runnable alsoStop = () -> {};

  /** Asks for the end. It cannot be taken back. */
  public void give() {
    given.countDown();
    alsoStop.run();
  }

  /**
   * What is to be done once the end is asked for, in the place of what was to be done until now; at
   * once, if it was asked for already.
   */
  public void alsoStop(Runnable action) {
    alsoStop = action;
    if (given()) {
      action.run();
    }
  }

  /** Whether the end was asked for. */
  public boolean given() {
    return given.getCount() == 0;
  }

  /**
   * Waits for it.
   *
   * @return whether the end was asked for in that time
   */
  public boolean await(Duration atMost) throws InterruptedException {
    return given.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }
}
