package dev.muster.campaign;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that has triggered a live campaign, as it was when it was taken up.
 *
 * @param id the event's own, or null
 * @param properties JSON
 */
public record TriggeringEvent(
    String name, @Nullable String id, Instant occurredAt, String properties) {}
