package dev.muster.goal;

/**
 * The goal by which a live campaign is measured.
 *
 * @param rehearsal whether only rehearsed runs have one; else these are left out
 */
public record NamedGoal(ShownGoal goal, boolean rehearsal) {}
