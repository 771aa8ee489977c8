package dev.muster.cli;

import dev.muster.store.Occasion;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program's clock, which may be set to another moment and goes on from there. */
final class RehearsedClock {
  private static final Logger log = LoggerFactory.getLogger(RehearsedClock.class);

  private RehearsedClock() {}

  /** One that starts at an instant, or the real one for null. */
  static Clock from(@Nullable Instant start) {
    var real = Clock.systemUTC();
    return start == null ? real : Clock.offset(real, Duration.between(real.instant(), start));
  }

  /**
   * What runs are planned for under the clock that starts at an instant, or the real one for null.
   */
  static Occasion occasion(@Nullable Instant start) {
    return start == null ? Occasion.REAL : Occasion.REHEARSAL;
  }

  /**
   * Lets nothing but a rehearsal be sent under another clock.
   *
   * @param start where the clock was set to, or null
   * @throws Complaint when the receiver is not on this machine
   */
  static void check(@Nullable Instant start, Settings settings) {
    if (start == null) {
      return;
    }
    log.warn(
        "rehearses {}: its runs are marked as rehearsals, which 'again' of real runs does not ask"
            + " for; else they are kept like any other",
        start);
    if (!SegmentAccess.endpoint(settings).isLoopback()) {
      throw new Complaint(
          ExitCode.WRONG,
          "--clock: expected a sandbox or another receiver on this machine, found "
              + settings.segment().api()
              + "; add --segment-api sandbox");
    }
  }
}
