package dev.muster.run;

import dev.muster.store.Run;
import java.time.Instant;
import java.util.Optional;

/**
 * What is kept of the goals of runs before these are pruned: afterwards nobody can measure them.
 */
public interface GoalKeeping {

  /** Until when the goal of a run is still to be measured; nothing where that is over, or none. */
  Optional<Instant> openUntil(Run run);

  /**
   * Measures a run, if it has a goal, and keeps what that came to.
   *
   * @throws dev.muster.source.SourceUnasked when a source apart cannot be asked
   */
  void keep(Run run);
}
