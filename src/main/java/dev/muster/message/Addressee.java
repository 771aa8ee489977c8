package dev.muster.message;

import dev.muster.campaign.Occasion;
import dev.muster.campaign.Recipient;
import dev.muster.campaign.TriggeringEvent;
import dev.muster.campaign.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One user to compose messages for.
 *
 * @param userId of whose id message ids are made
 * @param occasion what the user is sent to for; message ids are made of it, too
 * @param recipient by what the receiver knows the user
 * @param attributes the profile's attributes, a JSON object; other text counts as one without names
 * @param anonymousId the profile's column of that name
 * @param timezone the profile's column of that name
 * @param constant the qualifying values of the constant event property, a JSON array, newest first;
 *     null when the campaign has none or {@link Composer#usesConstant} says no
 * @param dueAt when the user was due, a delay included; sent as {@code timestamp}
 * @param event the one that has triggered, or null where none has
 */
public record Addressee(
    UserId userId,
    Occasion occasion,
    Recipient recipient,
    String attributes,
    @Nullable String anonymousId,
    @Nullable String timezone,
    @Nullable String constant,
    Instant dueAt,
    @Nullable TriggeringEvent event) {

  /** The same, due at another moment. */
  Addressee dueAt(Instant moment) {
    return new Addressee(
        userId, occasion, recipient, attributes, anonymousId, timezone, constant, moment, event);
  }

  /** One who is sent to for no event. */
  public Addressee(
      UserId userId,
      Occasion occasion,
      Recipient recipient,
      String attributes,
      @Nullable String anonymousId,
      @Nullable String timezone,
      @Nullable String constant,
      Instant dueAt) {
    this(userId, occasion, recipient, attributes, anonymousId, timezone, constant, dueAt, null);
  }
}
