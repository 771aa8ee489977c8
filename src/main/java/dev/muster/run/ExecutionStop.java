package dev.muster.run;

import dev.muster.store.Runs;
import java.time.Duration;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.StepInterruptionPolicy;
import org.springframework.dao.DataAccessException;

/**
 * The end of one execution at its next checkpoint: because the process was asked to end, or an
 * operator asked for the run to stop. Every chunk step asks for it between chunks; waits for the
 * receiver end within {@link #LOOK}.
 */
final class ExecutionStop implements StepInterruptionPolicy, AutoCloseable {
  /** How often the request is looked for. */
  static final Duration LOOK = Duration.ofSeconds(1);

  private final StopSignal signal;
  private final Runs runs;
  private final long run;
  private final Runnable stopSending;
  private final Thread watch;
  private volatile boolean requested;

  ExecutionStop(StopSignal signal, Runs runs, long run, Runnable stopSending) {
    this.signal = signal;
    this.runs = runs;
    this.run = run;
    this.stopSending = stopSending;
    signal.alsoStop(stopSending);
    this.watch = Thread.ofVirtual().name("stop-requests").start(this::watch);
  }

  private void watch() {
    try {
      while (!requested) {
        Thread.sleep(LOOK);
        look();
      }
    } catch (InterruptedException e) {
      // The execution has ended.
    }
  }

  private void look() {
    try {
      if (runs.stopRequested(run)) {
        requested = true;
        stopSending.run();
      }
    } catch (DataAccessException e) {
      // Whoever works on the run finds out, too, and says so.
    }
  }

  /**
   * Marks the step, rather than throwing: a chunk step that is only thrown at ends COMPLETED with
   * rows missing.
   */
  @Override
  public void checkInterrupted(StepExecution step) {
    if (signal.given() || requested) {
      step.setTerminateOnly();
    }
  }

  @Override
  public void close() {
    watch.interrupt();
  }
}
