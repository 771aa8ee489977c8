package dev.muster.run;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A request to the process to end at the next checkpoint, from another thread. */
public final class StopSignal {
  private final CountDownLatch given = new CountDownLatch(1);
  private volatile Runnable otherwise = () -> {};
  private volatile @Nullable Runnable alsoStop;

  /** Asks for the end. It cannot be taken back. */
  public void give() {
    given.countDown();
    var action = alsoStop;
    (action == null ? otherwise : action).run();
  }

  /**
   * What is to be done once the end is asked for, where nobody has said {@link #alsoStop what
   * else}.
   */
  public void otherwise(Runnable action) {
    otherwise = action;
    if (given() && alsoStop == null) {
      action.run();
    }
  }

  /** What was to be done {@link #alsoStop also} is done with. */
  public void stopNothingElse() {
    alsoStop = null;
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
