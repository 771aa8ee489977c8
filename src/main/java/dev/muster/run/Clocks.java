package dev.muster.run;

import java.time.Clock;

/**
 * The two times that there are.
 *
 * @param real how long the Segment API knows a message is counted in it
 * @param program the one by which runs are due: another one where they are rehearsed
 */
public record Clocks(Clock real, Clock program) {}
