package dev.muster.goal;

/**
 * What runs with the same goal came to together, each user once, on the side on which they were.
 *
 * @param runs how many
 * @param notCompared how many of the control group would not have come as far as the cap, run by
 *     run
 * @param both how many users were on both sides, and are left out
 * @param pruned how many runs are left out, as their users are known no more
 * @param complete whether the time of all users is over, and nobody else will be sent to
 */
public record Pooled(
    int runs, Sides sides, long notCompared, long both, int pruned, boolean complete) {}
