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

  /** How many were on both sides. */
  long both() {
    return both;
  }

  /**
   * What the others came to.
   *
   * @param hasValue whether the goal has a value
   * @param hasControl whether there is anybody to compare with
   */
  Sides sides(boolean hasValue, boolean hasControl) {
    return new Sides(reached.side(hasValue), hasControl ? control.side(hasValue) : null);
  }

  /**
   * What they came to.
   *
   * @param runs which they were in
   * @param pruned how many runs are left out
   * @param now as of when they were counted
   */
  Pooled pooled(List<Plan> runs, int pruned, Instant now) {
    return new Pooled(
        runs.size(),
        sides(
            runs.stream().anyMatch(plan -> plan.goal().value() != null),
            runs.stream().anyMatch(plan -> plan.group().isComparable())),
        runs.stream().mapToLong(plan -> plan.group().notCompared()).sum(),
        both,
        pruned,
        runs.stream().allMatch(plan -> plan.timing(now).complete()),
        null);
  }
}
