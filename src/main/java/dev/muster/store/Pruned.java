package dev.muster.store;

/**
 * What was removed of a run.
 *
 * @param members users who are known no more
 * @param kept users who were reached, and are known as long as a later run may ask for them
 */
public record Pruned(long members, long kept) {}
