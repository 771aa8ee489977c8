package dev.muster.run;

import dev.muster.store.Purpose;
import java.time.Clock;
import java.time.Instant;

/**
 * The two clocks: what happens in the world goes by the real one, as long as the Segment API knows
 * a message; what a campaign plans by the program's, which a rehearsal starts at another moment and
 * which goes on from there. Both in UTC.
 *
 * @param purpose what runs are planned for under the program's
 * @param began when the launch that goes by them began, by the program's
 */
public record Clocks(Clock real, Clock program, Purpose purpose, Instant began) {
  /** Those of a launch that begins now, by the program's. */
  public Clocks(Clock real, Clock program, Purpose purpose) {
    this(real, program, purpose, program.instant());
  }
}
