package dev.muster.segmentapi;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Time as it is waited through; a test has one of its own. */
interface Waiting {
  /** Nanoseconds since some moment; they only grow. */
  long nanos();

  /** Waits so long, or until the signal is given. */
  void await(CountDownLatch signal, long nanos) throws InterruptedException;

  /** The real one. */
  static Waiting real() {
    return new Waiting() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public void await(CountDownLatch signal, long nanos) throws InterruptedException {
        var given = signal.await(nanos, TimeUnit.NANOSECONDS);
        assert given || nanos >= 0;
      }
    };
  }
}
