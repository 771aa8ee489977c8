package dev.muster.campaign;

/**
 * The share of users who are held back, to compare with.
 *
 * @param share more than none and less than all
 * @param salt what the users' hashes are mixed with; campaigns of one salt hold back the same users
 */
public record ControlGroup(Share share, String salt) {}
