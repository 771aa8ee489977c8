package dev.muster.store;

import java.time.Instant;

/**
 * Which contacts of a run somebody may still ask for: both of those to come.
 *
 * @param dueSince who was due then or later; {@link Instant#MIN} for all, {@link Instant#MAX} for
 *     none
 * @param reachedSince who was reached then or later; likewise
 */
public record StillAsked(Instant dueSince, Instant reachedSince) {

  /** By when they were due alone. */
  public static StillAsked dueSince(Instant due) {
    return new StillAsked(due, Instant.MAX);
  }
}
