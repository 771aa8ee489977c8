package dev.muster.goal;

import java.time.Instant;

/** A goal that another version of Muster has written down, and this one cannot read. */
public final class UnreadableGoal extends RuntimeException {
  private final Instant since;

  UnreadableGoal(Instant since) {
    super("a goal cannot be read");
    this.since = since;
  }

  /** The as-of of the first run that was planned with it. */
  public Instant since() {
    return since;
  }
}
