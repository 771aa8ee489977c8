package dev.muster.goal;

import dev.muster.run.GoalKeeping;
import dev.muster.store.Run;
import java.time.Instant;
import java.util.Optional;

/** Keeps what goals came to, as of the moment at which runs are pruned. */
public record KeptBeforePruning(Measuring measuring) implements GoalKeeping {

  @Override
  public Optional<Instant> openUntil(Run run) {
    return measuring.closesAt(run).filter(closesAt -> closesAt.isAfter(measuring.now()));
  }

  @Override
  public void keep(Run run) {
    measuring.keep(run);
  }
}
