package dev.muster.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An intervention as it is kept.
 *
 * @param key its place in the order
 * @param at when it was begun, by the real clock
 * @param outcome {@link AuditTrail#BEGUN}, {@link AuditTrail#DONE}, or what the command said
 * @param exitCode of the command; null while it is begun
 */
public record AuditRow(
    long key, Instant at, Intervention what, String outcome, @Nullable Integer exitCode) {}
