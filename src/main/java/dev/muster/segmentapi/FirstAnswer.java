package dev.muster.segmentapi;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Whether anybody has answered in this execution. Until then one attempt is made at a time, so that
 * somebody else at the Segment API's address is shown the users of one request, not of one for each
 * worker.
 */
final class FirstAnswer {
  /** An attempt with what its answer leads to, or null when there is to be another. */
  @FunctionalInterface
  interface Attempt {
    PartSending.@Nullable End make() throws InterruptedException;
  }

  private final ReentrantLock turn = new ReentrantLock(true);
  private volatile boolean came;

  /** Makes the attempt, alone while there was no answer. */
  PartSending.@Nullable End awaitedBefore(Attempt attempt) throws InterruptedException {
    if (!came) {
      turn.lockInterruptibly();
      try {
        if (!came) {
          return attempt.make();
        }
      } finally {
        turn.unlock();
      }
    }
    return attempt.make();
  }

  /** Notes that there was one, and that it was considered. */
  void came() {
    came = true;
  }
}
