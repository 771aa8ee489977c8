package dev.muster.audience;

import dev.muster.campaign.UserId;
import org.jspecify.annotations.Nullable;

/** What the data say now of one user and an audience. */
public sealed interface Explained {

  /**
   * There is no profile of that id, so the user is in no audience.
   *
   * @param events how many events of it are kept
   */
  record NoProfile(long events) implements Explained {}

  /**
   * There is a profile.
   *
   * @param qualifies whether the audience's query finds the user
   * @param optedOut whether the profile has opted out: such a user never qualifies
   * @param optedOutAs the user id of another profile with the same id for the receiver that has
   *     opted out, or null
   */
  record WithProfile(
      boolean qualifies, boolean optedOut, @Nullable UserId optedOutAs, Explanation conditions)
      implements Explained {}
}
