package dev.muster.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time at which users are due.
 *
 * @param expiresAt from when on they are not to be sent to any more, or null for never
 * @param users how many there are
 * @param sentTo how many of them were sent to
 * @param expired how many were not, since their time was over
 * @param left how many have no end yet
 */
public record Opening(
    Instant dueAt, @Nullable Instant expiresAt, long users, long sentTo, long expired, long left) {

  /** One that nobody was served at yet. */
  public static Opening ahead(Instant dueAt, @Nullable Instant expiresAt, long users) {
    return new Opening(dueAt, expiresAt, users, 0, 0, users);
  }

  /** How many were not sent to for other reasons. */
  public long others() {
    return users - sentTo - expired - left;
  }
}
