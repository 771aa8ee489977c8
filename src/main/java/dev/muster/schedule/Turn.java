package dev.muster.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether a user's turn comes, and when. */
public sealed interface Turn {

  /**
   * It comes.
   *
   * @param at when the user is to be sent to
   * @param expiresAt from when on the user is not to be sent to any more, or null for never
   */
  record Due(Instant at, @Nullable Instant expiresAt) implements Turn {}

  /** It does not come, by the campaign's choice. */
  record Discarded(Why why) implements Turn {}

  /** It would come at the cut-off or after. */
  record Expired(Instant cutOff) implements Turn {}

  /** Why a user is discarded. */
  enum Why {
    /** The planned clock time had passed in the user's zone. */
    TIME_PASSED,
    /** The user's zone is not known. */
    ZONE_UNKNOWN,
    /** The user would be disturbed. */
    QUIET_HOURS
  }
}
