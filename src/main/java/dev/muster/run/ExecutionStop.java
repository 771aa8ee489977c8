package dev.muster.run;

import dev.muster.store.Executions;
import dev.muster.store.RunLock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.StepInterruptionPolicy;
import org.springframework.dao.DataAccessException;

/**
 * The end of one execution at its next checkpoint: because the process was asked to end, or an
 * operator asked for the run to stop. Every chunk step asks for it between chunks; waits for the
 * receiver, and for the audience's query, end within {@link #LOOK}, also when the run's lock is
 * lost.
 */
final class ExecutionStop implements StepInterruptionPolicy, AutoCloseable {
  /** How often the request is looked for. */
  static final Duration LOOK = Duration.ofSeconds(1);

  private final StopSignal signal;
  private final Executions executions;
  private final long run;
  private final RunLock lock;
  private final List<Runnable> ends = new CopyOnWriteArrayList<>();
  private final Thread watch;
  private volatile boolean requested;

  ExecutionStop(StopSignal signal, Executions executions, long run, RunLock lock) {
    this.signal = signal;
    this.executions = executions;
    this.run = run;
    this.lock = lock;
    signal.alsoStop(this::end);
    this.watch = Thread.ofVirtual().name("stop-requests").start(this::watch);
  }

  /** What ends a wait. It may be done more than once: the wait may only be about to begin. */
  void ends(Runnable wait) {
    ends.add(wait);
    if (asked()) {
      wait.run();
    }
  }

  /** Whether the execution is to end. */
  boolean asked() {
    return signal.given() || requested;
  }

  private void end() {
    ends.forEach(Runnable::run);
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(LOOK);
        look();
      }
    } catch (InterruptedException e) {
      // The execution has ended.
    }
  }

  private void look() {
    if (lock.loss().isPresent()) {
      // Whoever waits may not go on, and the database may not answer.
      end();
      return;
    }
    try {
      requested = requested || executions.stopRequested(run);
    } catch (DataAccessException e) {
      // Whoever works on the run finds out, too, and says so.
    }
    if (asked()) {
      end();
    }
  }

  /**
   * Marks the step, rather than throwing: a chunk step that is only thrown at ends COMPLETED with
   * rows missing.
   */
  @Override
  public void checkInterrupted(StepExecution step) {
    if (asked()) {
      step.setTerminateOnly();
    }
  }

  @Override
  public void close() {
    watch.interrupt();
  }
}
