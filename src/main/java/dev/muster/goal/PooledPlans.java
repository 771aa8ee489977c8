package dev.muster.goal;

import dev.muster.campaign.Goal;
import dev.muster.store.Run;
import dev.muster.store.RunStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which runs of a campaign are measured together: those with the goal of the latest. Rehearsed runs
 * have reached nobody: they are left out, unless there are no others.
 *
 * @param plans theirs, oldest planned time first
 */
record PooledPlans(List<Plan> plans) {
  PooledPlans {
    plans = List.copyOf(plans);
  }

  /** Those among all of a campaign, oldest planned time first. */
  static PooledPlans of(List<Plan> all) {
    var real = all.stream().filter(plan -> !plan.run().isRehearsal()).toList();
    var some = real.isEmpty() ? all : real;
    return new PooledPlans(
        some.stream().filter(plan -> plan.goal().meansTheSameAs(some.getLast().goal())).toList());
  }

  /** How many pruned runs had the goal of these; all where there are none of these. */
  int prunedAlike(List<MeasuredRun> kept) {
    if (plans.isEmpty()) {
      return kept.size();
    }
    var one = plans.getFirst();
    return (int)
        kept.stream()
            .filter(run -> run.rehearsal() == one.run().isRehearsal())
            .filter(run -> run.goal().equals(ShownGoal.of(one.goal())))
            .count();
  }

  /** How many the goal of a file would be measured for, though nothing was kept of them, too. */
  static int pruned(List<Run> runs) {
    return (int)
        runs.stream()
            .filter(run -> run.prunedAt() != null && run.status() != RunStatus.REFUSED)
            .count();
  }

  /** Those with one goal, each: they are measured in one pass. */
  static List<List<Plan>> alike(List<Plan> plans) {
    Map<Goal, List<Plan>> byGoal = new HashMap<>();
    for (var plan : plans) {
      byGoal.keySet().stream()
          .filter(plan.goal()::meansTheSameAs)
          .findFirst()
          .map(byGoal::get)
          .orElseGet(() -> byGoal.computeIfAbsent(plan.goal(), _ -> new ArrayList<>()))
          .add(plan);
    }
    return List.copyOf(byGoal.values());
  }
}
