package dev.muster.schedule;

import dev.muster.campaign.When;
import dev.muster.campaign.When.CutOff;
import dev.muster.campaign.When.DoNotDisturb;
import dev.muster.campaign.When.UserTimezone;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Says when a user is due as somebody would who looks at the clock once a minute and never computes
 * an instant. Right where every clock time in question is seen once a day: all times on whole
 * minutes, and none that a clock change skips or repeats.
 *
 * @param written the planned date and clock time in the campaign's zone
 */
public record Watch(When when, LocalDateTime written, ZoneId campaign, ZoneId account) {

  /**
   * The user's turn.
   *
   * @param known the user's zone, or null where none is known
   * @param now as long as it is before the moment that was planned for the user, that one counts
   */
  public Turn turn(@Nullable ZoneId known, Instant now) {
    var user = known == null ? account : known;
    var planned = written.atZone(campaign).toInstant();
    var base = planned;
    if (when.userTimezone() instanceof UserTimezone(var passed, var unknown)) {
      if (known == null && unknown == UserTimezone.Unknown.SKIP) {
        return new Turn.Discarded(Turn.Why.ZONE_UNKNOWN);
      }
      if (passed == UserTimezone.Passed.SKIP
          && LocalDateTime.ofInstant(planned, user).isAfter(written)) {
        return new Turn.Discarded(Turn.Why.TIME_PASSED);
      }
      base = next(planned, user, clock -> isAgain(written, clock));
    }
    var sending = now.isAfter(base) ? now : base;
    var due = sending;
    var quiet = when.doNotDisturb();
    if (quiet != null) {
      due = next(sending, user, clock -> !isIn(quiet, clock));
      if (due.isAfter(sending) && quiet.then() == DoNotDisturb.Then.DISCARD) {
        return new Turn.Discarded(Turn.Why.QUIET_HOURS);
      }
    }
    var cutOff = cutOff(base, when.userTimezone() == null ? campaign : user);
    return cutOff == null || due.isBefore(cutOff)
        ? new Turn.Due(due, cutOff)
        : new Turn.Expired(cutOff);
  }

  private @Nullable Instant cutOff(Instant base, ZoneId zone) {
    return switch (when.cutOff()) {
      case null -> null;
      case CutOff.After(var duration) -> base.plus(duration);
      case CutOff.AtClock(var time) -> next(base, zone, clock -> clock.toLocalTime().equals(time));
    };
  }

  private static boolean isAgain(LocalDateTime written, LocalDateTime clock) {
    return clock.toLocalTime().equals(written.toLocalTime()) && !clock.isBefore(written);
  }

  private static boolean isIn(DoNotDisturb quiet, LocalDateTime clock) {
    var begun = !clock.toLocalTime().isBefore(quiet.from());
    var ended = !clock.toLocalTime().isBefore(quiet.to());
    var today = quiet.days().contains(clock.getDayOfWeek());
    var yesterday = quiet.days().contains(clock.getDayOfWeek().minus(1));
    return quiet.from().isBefore(quiet.to())
        ? today && begun && !ended
        : (today && begun) || (yesterday && !ended);
  }

  private static Instant next(Instant from, ZoneId zone, Predicate<LocalDateTime> shows) {
    var moment = from;
    while (!shows.test(LocalDateTime.ofInstant(moment, zone))) {
      moment = moment.plus(Duration.ofMinutes(1));
    }
    return moment;
  }
}
