package dev.muster.run;

import dev.muster.store.Run;
import java.util.Optional;

/**
 * What is kept of the goals of runs before these are pruned: afterwards nobody can measure them.
 */
public interface GoalKeeping {

  /**
   * Why the goal of a run would be lost with its users, in one line that begins with it; nothing
   * where it can be measured for good, and without one.
   */
  Optional<String> obstacle(Run run);

  /**
   * Measures a run, if it has a goal, and keeps what that came to.
   *
   * @throws dev.muster.source.SourceUnasked when a source apart cannot be asked
   */
  void keep(Run run);
}
