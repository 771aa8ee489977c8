package dev.muster.goal;

import java.math.BigDecimal;

/** Counts what the users of a run did. */
final class RunTally {
  private final Plan plan;
  private final boolean pooled;
  private final SideTally reached = new SideTally();
  private final SideTally control = new SideTally();

  /**
   * Nothing yet.
   *
   * @param pooled whether the run is one of those that are measured together
   */
  RunTally(Plan plan, boolean pooled) {
    this.plan = plan;
    this.pooled = pooled;
  }

  Plan plan() {
    return plan;
  }

  /** Whether its users are among those who are measured together, each user once. */
  boolean isPooled() {
    return pooled;
  }

  /** Adds a user's time. */
  void add(boolean isReached, boolean hasConverted, BigDecimal value) {
    (isReached ? reached : control).add(hasConverted, value);
  }

  Sides sides() {
    var hasValue = plan.goal().value() != null;
    return new Sides(
        reached.side(hasValue), plan.group().isComparable() ? control.side(hasValue) : null);
  }
}
