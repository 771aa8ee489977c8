package dev.muster.run.job;

import dev.muster.campaign.RunKey;
import dev.muster.run.StopSignal;
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
  private final RunKey run;
  private final RunLock lock;
  private final List<Runnable> ends = new CopyOnWriteArrayList<>();
  private final List<Thread> watches;
  private volatile boolean requested;

  ExecutionStop(StopSignal signal, Executions executions, RunKey run, RunLock lock) {
    this.signal = signal;
    this.executions = executions;
    this.run = run;
    this.lock = lock;
    signal.alsoStop(this::end);
    this.watches =
        List.of(
            Thread.ofVirtual().name("stop-requests").start(() -> again(this::lookForRequest)),
            // Of a platform, and asking no database: that may hang, and virtual threads with it.
            Thread.ofPlatform().daemon().name("lost-lock").start(() -> again(this::lookAtLock)));
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

  /** Whether nothing may be done any more, since the run's lock is lost. */
  boolean isLost() {
    return lock.loss().isPresent();
  }

  private void end() {
    ends.forEach(Runnable::run);
  }

  private static void again(Runnable look) {
    try {
      while (true) {
        Thread.sleep(LOOK);
        look.run();
      }
    } catch (InterruptedException e) {
      // The execution has ended.
    }
  }

  private void lookAtLock() {
    if (isLost()) {
      // Whoever waits may not go on.
      end();
    }
  }

  private void lookForRequest() {
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
    watches.forEach(Thread::interrupt);
  }
}
