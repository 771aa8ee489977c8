package dev.muster.schedule;

import dev.muster.campaign.Occasion;
import dev.muster.campaign.When;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When each user of one run may be sent to: {@code user_timezone}, {@code do_not_disturb} and
 * {@code cut_off}.
 *
 * @param plannedAt the run's planned time
 * @param written that time as the campaign's file has it, or null where it has an instant or none
 * @param campaignZone where the campaign's clock times are read
 * @param accountZone the zone of users of whom none is known
 */
public record Windows(
    When when,
    Instant plannedAt,
    @Nullable LocalDateTime written,
    ZoneId campaignZone,
    ZoneId accountZone) {

  public Windows {
    if (when.userTimezone() != null && written == null) {
      throw new IllegalArgumentException("no clock time is planned for " + plannedAt);
    }
  }

  /**
   * The windows of a run. Should the zone's rules have changed since it was planned, what the clock
   * shows at its planned time stands for what is written.
   */
  public static Windows of(When when, Instant plannedAt, ZoneId accountZone) {
    var zone = PlannedTimes.zone(when, accountZone);
    var written = PlannedTimes.of(when, accountZone).at(plannedAt).map(PlannedTime::written);
    return new Windows(
        when,
        plannedAt,
        when.userTimezone() == null
            ? written.orElse(null)
            : written.orElseGet(() -> LocalDateTime.ofInstant(plannedAt, zone)),
        zone,
        accountZone);
  }

  /**
   * The windows for one occasion: a trigger of a live campaign is due so long after its instant as
   * the campaign says, whenever the run was planned that took it up.
   */
  public Windows of(Occasion occasion) {
    return switch (occasion) {
      case Occasion.Once _ -> this;
      case Occasion.Trigger(_, var instant) ->
          when.planning() instanceof When.Live(_, _, var delay)
              ? new Windows(when, instant.plus(delay), written, campaignZone, accountZone)
              : this;
    };
  }

  /** Whether all users are due at the planned time, and stay so. */
  public boolean alwaysOpen() {
    return when.userTimezone() == null && when.doNotDisturb() == null && when.cutOff() == null;
  }

  /** Whether it matters in which zone a user lives. */
  public boolean askForZones() {
    return when.asksForZones();
  }

  /**
   * The turn of a user as it is decided when the audience is found.
   *
   * @param zone the user's, or null where none is known
   */
  public Turn first(@Nullable ZoneId zone) {
    return at(zone, plannedAt);
  }

  /**
   * The turn of a user who is about to be sent to.
   *
   * @param zone the user's, or null where none is known
   * @param now as long as it is before the moment that was planned for the user, that one counts
   * @return {@link Turn.Due} at {@code now} where the user may be sent to
   */
  public Turn at(@Nullable ZoneId zone, Instant now) {
    if (alwaysOpen()) {
      return new Turn.Due(now.isBefore(plannedAt) ? plannedAt : now, null);
    }
    return switch (moment(zone)) {
      case Turn.Due(var moment, _) -> turn(zone, moment, now.isBefore(moment) ? moment : now);
      case Turn.Discarded discarded -> discarded;
      case Turn.Expired expired -> expired;
    };
  }

  /**
   * Until when a user may be sent to who may be sent to now.
   *
   * @param zone the user's, or null where none is known
   * @return the first instant at which not, {@link Instant#MAX} for none
   */
  public Instant openUntil(@Nullable ZoneId zone, Instant now) {
    if (alwaysOpen()) {
      return Instant.MAX;
    }
    var quiet = quietHours(zone).map(hours -> hours.nextAfter(now));
    var cutOff =
        moment(zone) instanceof Turn.Due(var moment, _)
            ? cutOff(zone, moment)
            : Optional.<Instant>empty();
    return Stream.of(quiet, cutOff)
        .flatMap(Optional::stream)
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }

  /** The turn before anything but the clock of the user's own zone is looked at. */
  private Turn moment(@Nullable ZoneId zone) {
    var rule = when.userTimezone();
    if (rule == null || written == null) {
      return new Turn.Due(plannedAt, null);
    }
    if (zone == null && rule.unknown() == When.UserTimezone.Unknown.SKIP) {
      return new Turn.Discarded(Turn.Why.ZONE_UNKNOWN);
    }
    var clock = clock(zone);
    var moment = clock.on(written.toLocalDate(), written.toLocalTime());
    if (!moment.isBefore(plannedAt)) {
      return new Turn.Due(moment, null);
    }
    return switch (rule.passed()) {
      case SKIP -> new Turn.Discarded(Turn.Why.TIME_PASSED);
      // Across the date line, it may have passed on the next day, too.
      case NEXT_DAY -> new Turn.Due(clock.firstFrom(written.toLocalTime(), plannedAt), null);
    };
  }

  private Turn turn(@Nullable ZoneId zone, Instant moment, Instant now) {
    var opens = quietHours(zone).map(hours -> hours.firstOutside(now)).orElse(now);
    var rule = when.doNotDisturb();
    if (rule != null && opens.isAfter(now) && rule.then() == When.DoNotDisturb.Then.DISCARD) {
      return new Turn.Discarded(Turn.Why.QUIET_HOURS);
    }
    var cutOff = cutOff(zone, moment);
    return cutOff.isPresent() && !opens.isBefore(cutOff.get())
        ? new Turn.Expired(cutOff.get())
        : new Turn.Due(opens, cutOff.orElse(null));
  }

  private Optional<QuietHours> quietHours(@Nullable ZoneId zone) {
    return Optional.ofNullable(when.doNotDisturb()).map(rule -> new QuietHours(rule, clock(zone)));
  }

  private Optional<Instant> cutOff(@Nullable ZoneId zone, Instant moment) {
    return Optional.ofNullable(when.cutOff())
        .map(rule ->
            switch (rule) {
              case When.CutOff.After(var duration) -> moment.plus(duration);
              case When.CutOff.AtClock(var time) ->
                  (when.userTimezone() == null ? new ClockTimes(campaignZone) : clock(zone))
                      .firstFrom(time, moment);
            });
  }

  /** The user's clock, else the account's. */
  private ClockTimes clock(@Nullable ZoneId zone) {
    return new ClockTimes(zone == null ? accountZone : zone);
  }
}
