package dev.muster.source;

import org.jspecify.annotations.Nullable;

/**
 * A named part of the query with a column {@code user_id}.
 *
 * @param body the SQL; unless the step decides alone, with each user id once
 * @param alone whether it decides alone: users who are not in it (or, where it is negated, in it)
 *     are out whatever else holds
 * @param shown the same users, with the column {@code constant} of the audience; or null
 */
public record Step(String name, Clause body, boolean alone, @Nullable Clause shown) {}
