package dev.muster.goal;

import dev.muster.run.Figures;
import dev.muster.run.GoalKeeping;
import dev.muster.store.Run;
import java.util.Optional;

/** Keeps what goals came to, as of the moment at which runs are pruned. */
public record KeptBeforePruning(Measuring measuring) implements GoalKeeping {

  @Override
  public Optional<String> obstacle(Run run) {
    return measuring.hasUnreadableGoal(run)
        ? Optional.of("its goal stands in a definition that this version of Muster cannot read")
        : measuring
            .closesAt(run)
            .filter(closesAt -> closesAt.isAfter(measuring.now()))
            .map(closesAt -> "its goal is not complete before " + Figures.second(closesAt));
  }

  @Override
  public void keep(Run run) {
    measuring.keep(run);
  }
}
