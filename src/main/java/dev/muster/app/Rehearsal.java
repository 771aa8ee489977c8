package dev.muster.app;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Launches under another clock than the real one. */
public final class Rehearsal {
  private static final Logger log = LoggerFactory.getLogger(Rehearsal.class);

  private Rehearsal() {}

  /**
   * Lets nothing but a rehearsal be sent under another clock.
   *
   * @param start where the clock was set to, or null
   * @throws Complaint when the receiver is not on this machine
   */
  public static void check(@Nullable Instant start, Settings settings) {
    if (start == null) {
      return;
    }
    log.warn(
        "rehearses {}: its runs are marked as rehearsals, which 'again' of real runs does not ask"
            + " for; else they are kept like any other",
        start);
    if (!SegmentAccess.endpoint(settings).isLoopback()) {
      throw Complaint.needsRemedy(
          "--clock: expected a sandbox or another receiver on this machine, found "
              + settings.segment().api()
              + "; add --segment-api sandbox");
    }
  }
}
