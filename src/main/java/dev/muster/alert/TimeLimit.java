package dev.muster.alert;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How long an attempt may take, whatever it hangs in. */
record TimeLimit(Duration atMost) {

  /** What may hang. */
  interface Attempt {
    void perform() throws Exception;
  }

  /**
   * Makes an attempt; one that is not done in time is left behind, and its connections are closed.
   *
   * @throws Unsent when it fails, or is not done in time
   */
  void keep(Attempt attempt) throws Unsent, InterruptedException {
    var task =
        new FutureTask<>(() -> {
          attempt.perform();
          return true;
        });
    // An interrupt closes the socket in which a virtual thread waits.
    var thread = Thread.ofVirtual().name("muster-alert").start(task);
    try {
      task.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new Unsent(Unsent.Fault.OF_THE_CHANNEL, "no answer within %s s".formatted(seconds()));
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Unsent unsent ? unsent : Trouble.of(e);
    } finally {
      thread.interrupt();
    }
  }

  private String seconds() {
    return BigDecimal.valueOf(atMost.toMillis(), 3).stripTrailingZeros().toPlainString();
  }
}
