package dev.muster.goal;

import dev.muster.campaign.RunId;
import java.util.List;

/**
 * What the goal of a run came to.
 *
 * @param rehearsal whether the run was planned to rehearse another moment
 * @param pruned whether the run was, so that this is what was kept
 * @param notCompared how many of the control group would not have come as far as the cap
 */
public record MeasuredRun(
    RunId run,
    boolean rehearsal,
    ShownGoal goal,
    Timing timing,
    boolean pruned,
    Sides sides,
    long notCompared,
    List<Warning> warnings) {
  public MeasuredRun {
    warnings = List.copyOf(warnings);
  }
}
