package dev.muster.goal;

import org.jspecify.annotations.Nullable;

/**
 * What runs with the same goal came to together, each user once, on the side on which they were.
 *
 * @param runs how many
 * @param notCompared how many of the control group would not have come as far as the cap, run by
 *     run
 * @param both how many users were on both sides, and are left out
 * @param pruned how many runs are left out, as their users are known no more
 * @param complete whether the time of all users is over, and nobody else will be sent to
 * @param live what is told of a live campaign, whose runs are not told of one by one; else null
 */
public record Pooled(
    long runs,
    Sides sides,
    long notCompared,
    long both,
    long pruned,
    boolean complete,
    @Nullable OfLive live) {

  /**
   * By what a live campaign was measured. Its members are triggers, and so are those who are not
   * compared; the sides are of users all the same.
   *
   * @param rehearsal whether only rehearsed runs have a goal; else these are left out
   */
  public record OfLive(ShownGoal goal, Timing timing, boolean rehearsal) {}
}
