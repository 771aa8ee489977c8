package dev.muster.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time at which users are due.
 *
 * @param expiresAt from when on they are not to be sent to any more, or null for never
 * @param users how many there are
 * @param left how many of them have no end yet
 */
public record Opening(Instant dueAt, @Nullable Instant expiresAt, long users, long left) {}
