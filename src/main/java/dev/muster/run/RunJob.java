package dev.muster.run;

import dev.muster.store.RunLock;

/** Works a run off, as far as it can be now. */
public interface RunJob {

  /**
   * Executes it once. Nothing of how it ended is written down but what its users came to.
   *
   * @param lock the run's, without which nothing is sent
   * @throws Halted when another worker has the run
   */
  JobEnd execute(Work work, RunLock lock);
}
