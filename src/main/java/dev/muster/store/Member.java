package dev.muster.store;

import dev.muster.campaign.Occasion;
import dev.muster.campaign.Recipient;
import dev.muster.campaign.UserId;
import dev.muster.gate.Verdict;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A user of a run's audience.
 *
 * @param recipient by what the Segment API knows the user, or null when there is nothing
 * @param dueAt when the user is to be sent to
 * @param capRank the user's place when a cap chooses, or null where there is no cap
 * @param constant the qualifying values of a constant event property as a JSON array, or null
 * @param timezone in which zone the user lives, by its name; null where it is not known, or does
 *     not matter
 * @param expiresAt from when on the user is not to be sent to any more, or null for never
 * @param missed what the window gate makes of the user: {@link Verdict#DISCARDED} or {@link
 *     Verdict#EXPIRED}, or null
 * @param unknownZone how the profile spells a zone that matters and is not known, or null
 */
@SuppressWarnings("ArrayRecordComponent") // 32 bytes on their way to the database, never compared
public record Member(
    Position position,
    UserId userId,
    Occasion occasion,
    @Nullable Recipient recipient,
    Verdict verdict,
    Instant dueAt,
    byte @Nullable [] capRank,
    @Nullable String constant,
    @Nullable String timezone,
    @Nullable Instant expiresAt,
    @Nullable Verdict missed,
    @Nullable String unknownZone) {

  /** The same with another verdict. */
  public Member as(Verdict other) {
    return new Member(
        position,
        userId,
        occasion,
        recipient,
        other,
        dueAt,
        capRank,
        constant,
        timezone,
        expiresAt,
        missed,
        unknownZone);
  }
}
