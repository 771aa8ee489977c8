package dev.muster.segmentapi;

import java.time.Duration;

/**
 * How far a body has come.
 *
 * @param failures its failed attempts that counted, before the present one
 * @param elapsed since its first attempt began
 * @param messages how many messages are in it
 * @param gzipped whether the present attempt was compressed
 * @param gzipInDoubt whether the Segment API may be one that takes no compressed bodies
 * @param accepted whether the receiver has accepted anything in this execution
 * @param mayRenewToken whether it is sent with a token that was not yet renewed for this body
 */
record Tries(
    int failures,
    Duration elapsed,
    int messages,
    boolean gzipped,
    boolean gzipInDoubt,
    boolean accepted,
    boolean mayRenewToken) {}
