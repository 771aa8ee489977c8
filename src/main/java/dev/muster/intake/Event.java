package dev.muster.intake;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of the table of events, in microseconds; {@code properties} is a JSON object. */
record Event(
    @Nullable String id, String userId, String name, Instant occurredAt, String properties) {}
