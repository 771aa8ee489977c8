package dev.muster.report;

import gg.jte.Content;

/**
 * A name with its value, as pages show both.
 *
 * @param name what it is
 * @param value text, or what {@link Shown} makes of a count or an instant
 */
public record Fact(String name, Content value) {}
