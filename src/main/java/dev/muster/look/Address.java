package dev.muster.look;

import dev.muster.campaign.UserZone;
import dev.muster.message.Addressee;
import dev.muster.schedule.Turn;
import dev.muster.schedule.Windows;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Whether a user can be sent to at all, whoever a campaign is for and whatever its gates say. */
sealed interface Address {
  /** There is no profile. */
  record Unknown() implements Address {}

  /** The profile has opted out, or another one with the same id for the receiver. */
  record OptedOut() implements Address {}

  /** There is no id that the receiver would know the user by. */
  record Unreachable() implements Address {}

  /** There is one. */
  record Known(Addressee to) implements Address {}

  /**
   * That of a user.
   *
   * @param cause what they are sent to for
   * @param moment when a run of these windows is begun
   */
  static Address of(OneUser user, Cause cause, Windows windows, Instant moment) {
    var profile = user.profile();
    if (profile.isEmpty()) {
      return new Unknown();
    }
    var found = user.inAnyAudience();
    if (found.isEmpty() || found.get().optedOutElsewhere()) {
      return new OptedOut();
    }
    var recipient = found.get().recipient();
    if (recipient == null) {
      return new Unreachable();
    }
    var timezone = profile.get().timezone();
    return new Known(
        new Addressee(
            user.id(),
            cause.occasion(),
            recipient,
            profile.get().attributes(),
            profile.get().anonymousId(),
            timezone,
            cause.constant(),
            due(windows.of(cause.occasion()), UserZone.of(timezone), moment),
            cause.event()));
  }

  /** As of a member: when the run has them due, or later where they may not be sent to then. */
  private static Instant due(Windows windows, @Nullable ZoneId zone, Instant moment) {
    var first = windows.first(zone) instanceof Turn.Due(var at, _) ? at : windows.plannedAt();
    var now = moment.isBefore(first) ? first : moment;
    return windows.at(zone, now) instanceof Turn.Due(var later, _) && later.isAfter(now)
        ? later
        : first;
  }
}
