package dev.muster.gate;

import org.jspecify.annotations.Nullable;

/**
 * A qualified user, as the gates see them.
 *
 * @param userId the profile's id
 * @param receiverUserId what the Segment API is to know the user by, or null
 * @param receiverAnonymousId the same for a user without a user id, or null
 * @param optedOutElsewhere whether another profile of the same person has opted out
 */
public record Candidate(
    String userId,
    @Nullable String receiverUserId,
    @Nullable String receiverAnonymousId,
    boolean optedOutElsewhere) {

  /** Whether the Segment API has any id to know the user by. */
  public boolean reachable() {
    return receiverUserId != null || receiverAnonymousId != null;
  }
}
