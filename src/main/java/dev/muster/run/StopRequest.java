package dev.muster.run;

import dev.muster.store.Run;
import dev.muster.store.Store;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks the worker of a run, on whatever machine, to end at its next checkpoint (running.md).
 *
 * @param holder who works on it, a host and a process
 */
public record StopRequest(Store store, Run run, String holder) {

  /** To whoever holds the run's lock; nothing where nobody does, and there is nothing to stop. */
  public static Optional<StopRequest> of(Store store, Run run) {
    return store.locks().look(run.id()).holder().map(holder -> new StopRequest(store, run, holder));
  }

  /**
   * Asks.
   *
   * @param reason why, for the report of the stopped run, or null
   */
  public void send(@Nullable String reason) {
    store.executions().requestStop(run.key(), reason);
  }
}
