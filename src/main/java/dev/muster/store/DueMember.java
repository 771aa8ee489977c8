package dev.muster.store;

import dev.muster.campaign.Occasion;
import dev.muster.campaign.Recipient;
import dev.muster.campaign.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A member who is due.
 *
 * @param timezone in which zone the user lived when the audience was found, by its name; null where
 *     it was not known, or does not matter
 */
public record DueMember(
    Position position,
    UserId userId,
    Occasion occasion,
    Recipient recipient,
    Instant dueAt,
    @Nullable String constant,
    @Nullable String timezone) {}
