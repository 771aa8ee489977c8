package dev.muster.gate;

import dev.muster.campaign.Recipient;
import dev.muster.campaign.UserId;
import org.jspecify.annotations.Nullable;

/**
 * A qualified user, as the gates see them.
 *
 * @param userId the profile's id
 * @param recipient by what the Segment API is to know the user, or null
 * @param optedOutElsewhere whether another profile of the same person has opted out
 */
public record Candidate(UserId userId, @Nullable Recipient recipient, boolean optedOutElsewhere) {

  /** Whether the Segment API has any id to know the user by. */
  public boolean reachable() {
    return recipient != null;
  }
}
