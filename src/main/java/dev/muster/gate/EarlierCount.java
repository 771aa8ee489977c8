package dev.muster.gate;

/**
 * What an earlier run of a campaign came to.
 *
 * @param qualified how many users qualified
 * @param overridden whether an operator let it pass its guards
 */
public record EarlierCount(long qualified, boolean overridden) {}
