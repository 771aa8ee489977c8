package dev.muster.run;

import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.StepInterruptionPolicy;

/**
 * A request to end at the next checkpoint, from another thread. Every chunk step asks for it
 * between chunks.
 */
public final class StopSignal implements StepInterruptionPolicy {
  private volatile boolean given;
  private volatile Runnable alsoStop = () -> {};

  /** Asks for the end. It cannot be taken back. */
  public void give() {
    given = true;
    alsoStop.run();
  }

  /** What is to be done once the end is asked for; at once, if it was already. */
  void alsoStop(Runnable action) {
    alsoStop = action;
    if (given) {
      action.run();
    }
  }

  /** Whether the end was asked for. */
  public boolean given() {
    return given;
  }

  /**
   * Marks the step, rather than throwing: a chunk step that is only thrown at ends COMPLETED with
   * rows missing.
   */
  @Override
  public void checkInterrupted(StepExecution step) {
    if (given) {
      step.setTerminateOnly();
    }
  }
}
