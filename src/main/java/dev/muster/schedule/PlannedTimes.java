package dev.muster.schedule;

import dev.muster.campaign.Cron;
import dev.muster.campaign.Moment;
import dev.muster.campaign.Repetition;
import dev.muster.campaign.When;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The times for which a campaign's runs are planned, read from its file alone.
 *
 * @param planning what the file says
 * @param zone where its dates and clock times are read
 */
public record PlannedTimes(When.Planning planning, ZoneId zone) {

  /**
   * Those of a campaign.
   *
   * @param accountZone where times are read when the campaign does not say
   */
  public static PlannedTimes of(When when, ZoneId accountZone) {
    return new PlannedTimes(when.planning(), zone(when, accountZone));
  }

  /** Where a campaign's dates and clock times are read. */
  static ZoneId zone(When when, ZoneId accountZone) {
    return when.timezone() == null ? accountZone : when.timezone();
  }

  /**
   * All that are not before an instant, in order, each once; without an end when the campaign has
   * none. None for a campaign that is run at its launch, or live.
   *
   * <p>Two that a time-zone change makes one instant are one, as it was written first.
   */
  public Stream<PlannedTime> notBefore(Instant start) {
    var times =
        switch (planning) {
          case When.AtLaunch _, When.Live _ -> Stream.<PlannedTime>empty();
          case When.AtTimes listed ->
              listed.moments().stream()
                  .map(this::time)
                  .sorted(Comparator.comparing(PlannedTime::instant));
          case When.Repeat repeat -> repeated(repeat, start);
        };
    return increasing(times.filter(time -> !time.instant().isBefore(start)));
  }

  /** Those of some days, the first and the last among them, as {@link #notBefore} has them. */
  public Stream<PlannedTime> within(LocalDate first, LocalDate last) {
    var end = last.plusDays(1).atStartOfDay(zone).toInstant();
    return notBefore(first.atStartOfDay(zone).toInstant())
        .takeWhile(time -> time.instant().isBefore(end));
  }

  /** The one at an instant, if a run may be planned for it. */
  public Optional<PlannedTime> at(Instant instant) {
    return notBefore(instant).findFirst().filter(time -> time.instant().equals(instant));
  }

  /**
   * The planned time of a run that is only looked at: it may lie in the future.
   *
   * @param named which is asked for, or null for the next
   * @param now a campaign that is run at its launch is looked at as if that were in this minute
   * @return nothing where the campaign has no such time, or no more
   */
  public Optional<Instant> namedOrNext(@Nullable Instant named, Instant now) {
    if (planning instanceof When.AtLaunch) {
      return Optional.of(named == null ? now.truncatedTo(ChronoUnit.MINUTES) : named);
    }
    return (named == null ? notBefore(now).findFirst() : at(named)).map(PlannedTime::instant);
  }

  private PlannedTime time(Moment moment) {
    return switch (moment) {
      case Moment.Local(var written) -> PlannedTime.of(written, zone);
      case Moment.Absolute(var instant) -> new PlannedTime(instant, null);
      case Moment.Day day -> throw new IllegalArgumentException("a day is no time: " + day);
    };
  }

  private Stream<PlannedTime> repeated(When.Repeat repeat, Instant start) {
    // A clock time that was skipped may have moved into the next day.
    var day = start.atZone(zone).toLocalDate().minusDays(1);
    var first = day.isBefore(repeat.from()) ? repeat.from() : day;
    var last = repeat.until();
    var days = days(repeat, first);
    var until = last == null ? days : days.takeWhile(each -> !each.isAfter(last));
    return until.flatMap(each -> times(repeat.repetition(), each));
  }

  private static Stream<LocalDate> days(When.Repeat repeat, LocalDate first) {
    return switch (repeat.repetition()) {
      case Repetition.Days days -> RecurringDays.of(repeat.from(), days).notBefore(first);
      case Repetition.Weeks weeks -> RecurringDays.of(repeat.from(), weeks).notBefore(first);
      case Repetition.Months months -> RecurringDays.of(repeat.from(), months).notBefore(first);
      case Repetition.ByCron(var cron) ->
          Stream.iterate(first, day -> day.plusDays(1)).filter(cron::matches);
    };
  }

  private Stream<PlannedTime> times(Repetition repetition, LocalDate day) {
    var times =
        switch (repetition) {
          case Repetition.Days days -> Stream.of(days.at());
          case Repetition.Weeks weeks -> Stream.of(weeks.at());
          case Repetition.Months months -> Stream.of(months.at());
          case Repetition.ByCron(var cron) -> times(cron);
        };
    return times
        .map(time -> PlannedTime.of(day.atTime(time), zone))
        .sorted(Comparator.comparing(PlannedTime::instant));
  }

  private static Stream<LocalTime> times(Cron cron) {
    return cron.hours().stream()
        .flatMap(hour -> cron.minutes().stream().map(minute -> LocalTime.of(hour, minute)));
  }

  private static Stream<PlannedTime> increasing(Stream<PlannedTime> times) {
    var last = new AtomicReference<>(Instant.MIN);
    return times.filter(time -> {
      var later = time.instant().isAfter(last.get());
      if (later) {
        last.set(time.instant());
      }
      return later;
    });
  }
}
