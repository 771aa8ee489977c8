package dev.muster.audience;

/**
 * A named part of the query with a column {@code user_id}.
 *
 * @param body the SQL; unless the step decides alone, with each user id once
 * @param alone whether it decides alone: users who are not in it (or, where it is negated, in it)
 *     are out whatever else holds
 * @param constant whether it has a column {@code constant} that the audience shows
 */
record Step(String name, Clause body, boolean alone, boolean constant) {}
