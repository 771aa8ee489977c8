package dev.muster.run;

import dev.muster.store.Run;
import java.time.Instant;
import java.util.Optional;

/**
 * What the job keeps of runs in tables of its own, to be kept in step with Muster's. What changes
 * it is only for whoever holds the run's lock: every execution that has not ended is taken for one
 * whose worker is dead.
 */
public interface JobRecord {

  /**
   * Repairs what a dead worker left of a run, so that it can be started again.
   *
   * @return whether nothing is left to do: the worker died after its last step
   */
  boolean recover(Run run);

  /** Whether the job has worked the run off. */
  boolean isComplete(Run run);

  /** Lets a run that the job has worked off be started again. */
  void reopen(Run run);

  /** Forgets the run. */
  void forget(Run run);

  /** Whether an execution has begun to send: before that, nobody can have been sent to. */
  boolean deliveryBegun(Run run);

  /** When the latest execution began, or nothing before the first. */
  Optional<Instant> lastBegun(Run run);
}
