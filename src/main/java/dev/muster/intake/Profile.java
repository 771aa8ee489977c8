package dev.muster.intake;

import org.jspecify.annotations.Nullable;

/** A row of the table of profiles; {@code attributes} is a JSON object. */
record Profile(
    String userId,
    @Nullable String anonymousId,
    @Nullable String timezone,
    boolean optedOut,
    String attributes) {}
