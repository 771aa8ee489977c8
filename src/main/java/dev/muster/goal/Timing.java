package dev.muster.goal;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a goal was measured, and how far its users' time had gone.
 *
 * @param measuredAt no event then or later is in it
 * @param closesAt when the last user's time is over, or null of nobody
 * @param complete whether that is so, and nobody else will be sent to
 * @param delay how long after they were due users were reached: by so much the control group's time
 *     begins later, too
 */
public record Timing(
    Instant measuredAt, @Nullable Instant closesAt, boolean complete, Duration delay) {}
