package dev.muster.store;

import dev.muster.campaign.Occasion;
import dev.muster.campaign.Recipient;
import dev.muster.campaign.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A member who is due, with the profile as it is now.
 *
 * @param timezone in which zone the user lived when the audience was found, by its name; null where
 *     it was not known, or does not matter
 * @param profile the profile, or null when it is gone
 */
public record DueMember(
    Position position,
    UserId userId,
    Occasion occasion,
    Recipient recipient,
    Instant dueAt,
    @Nullable String constant,
    @Nullable String timezone,
    @Nullable ProfileRow profile) {

  /**
   * A profile's row.
   *
   * @param attributes JSON: an object, or what counts as one without names
   */
  public record ProfileRow(
      @Nullable String anonymousId,
      @Nullable String timezone,
      boolean optedOut,
      String attributes) {}
}
