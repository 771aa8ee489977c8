package dev.muster.message;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What a run stamps on each of its messages.
 *
 * @param run its id, such as {@code winback@2026-12-07T14:00:00Z}
 * @param plannedAt its planned instant
 * @param writeKey the fingerprint of the write key that it sends with; null where none is known,
 *     and messages have no id
 * @param accountZone where dates in templates are read that have no zone of their own
 * @param test whether these are test messages: track says so in its properties, identify in its
 *     context, and their ids are random, so that each test arrives
 */
public record RunStamp(
    String run,
    Instant plannedAt,
    @Nullable WriteKeyFingerprint writeKey,
    ZoneId accountZone,
    boolean test) {}
