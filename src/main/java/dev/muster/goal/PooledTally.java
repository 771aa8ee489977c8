package dev.muster.goal;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** Counts what the users of runs with the same goal did, each user once. */
final class PooledTally {
  private final SideTally reached = new SideTally();
  private final SideTally control = new SideTally();
  private long both;

  /** Adds a user with the sides on which they were; who was on both counts on neither. */
  void add(boolean isReached, boolean isControl, boolean hasConverted, BigDecimal value) {
    if (isReached && isControl) {
      both++;
    } else {
      (isReached ? reached : control).add(hasConverted, value);
    }
  }

  /**
   * What they came to.
   *
   * @param runs which they were in
   * @param pruned how many runs are left out
   * @param now as of when they were counted
   */
  Pooled pooled(List<Plan> runs, int pruned, Instant now) {
    var hasValue = runs.stream().anyMatch(plan -> plan.goal().value() != null);
    return new Pooled(
        runs.size(),
        new Sides(
            reached.side(hasValue),
            runs.stream().anyMatch(plan -> plan.group().isComparable())
                ? control.side(hasValue)
                : null),
        runs.stream().mapToLong(plan -> plan.group().notCompared()).sum(),
        both,
        pruned,
        runs.stream().allMatch(plan -> plan.timing(now).complete()));
  }
}
