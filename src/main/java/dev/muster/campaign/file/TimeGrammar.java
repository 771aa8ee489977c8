package dev.muster.campaign.file;

import dev.muster.campaign.DurationText;
import dev.muster.campaign.Moment;
import dev.muster.campaign.WrittenDuration;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/** How durations, days, clock times, points in time, weekdays and time zones are written. */
final class TimeGrammar {
  /** {@code mon} to {@code sun}. */
  static final SequencedMap<String, DayOfWeek> WEEKDAYS = weekdays();

  private static final Pattern CLOCK_TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");

  private static final Pattern OFFSET =
      Pattern.compile("(UTC|GMT|Z)?\\s?[-+]\\s?[0-9]{1,2}(:?[0-9]{2})?", Pattern.CASE_INSENSITIVE);

  /** Whose names the tz database has from POSIX, where west is positive. */
  private static final Pattern INVERTED = Pattern.compile("Etc/GMT[-+][1-9][0-9]?");

  /** Longer ones are typing errors. */
  private static final Duration LONGEST = Duration.ofDays(36_525);

  private TimeGrammar() {}

  /** {@code 30s 15m 24h 7d 2w}; days are 24 hours. */
  static Optional<Duration> duration(Spot spot) {
    return durationAsWritten(spot).map(WrittenDuration::exact);
  }

  /** The same with the unit in which it is written. */
  static Optional<WrittenDuration> durationAsWritten(Spot spot) {
    var duration = textOf(spot).flatMap(DurationText::readAsWritten);
    if (duration.isEmpty()) {
      spot.expected(DurationText.EXPECTED, write(MeantTime.duration(spot.value())));
      return duration;
    }
    var exact = duration.get().exact();
    if (exact.isPositive() && exact.compareTo(LONGEST) <= 0) {
      return duration;
    }
    spot.expected("a duration of more than nothing and at most 100 years");
    return Optional.empty();
  }

  /** {@code 09:00}. */
  static Optional<LocalTime> clockTime(Spot spot) {
    var what = "a clock time such as 09:00";
    var time = textOf(spot).filter(text -> CLOCK_TIME.matcher(text).matches());
    if (time.isEmpty()) {
      var meant = MeantTime.clock(spot.value());
      spot.expected(
          what,
          meant.isPresent() ? write(meant) : "; hours and minutes have two digits, 00:00 to 23:59");
    }
    return time.map(LocalTime::parse);
  }

  /** {@code 2026-12-01}. */
  static Optional<LocalDate> day(Spot spot) {
    if (textOf(spot).flatMap(Moment::parse).orElse(null) instanceof Moment.Day(var date)) {
      return Optional.of(date);
    }
    var meant = MeantTime.date(spot.value()).map(text -> text.substring(0, 10));
    spot.expected("a date such as 2026-12-01", write(meant));
    return Optional.empty();
  }

  /** A date, local date-time or instant. */
  static Optional<Moment> moment(Spot spot) {
    var moment = textOf(spot).flatMap(Moment::parse);
    if (moment.isEmpty()) {
      spot.expected(
          "a date or time such as 2026-12-01, 2026-12-01T09:00 or 2026-12-01T09:00:00Z",
          write(MeantTime.date(spot.value())));
    }
    return moment;
  }

  /** A local date-time or instant. */
  static Optional<Moment> pointInTime(Spot spot) {
    var moment =
        textOf(spot).flatMap(Moment::parse).filter(found -> !(found instanceof Moment.Day));
    if (moment.isEmpty()) {
      spot.expected("a date with a clock time such as 2026-12-01T09:00", pointInTimeRemedy(spot));
    }
    return moment;
  }

  /** {@code America/New_York}. */
  static Optional<ZoneId> zone(Spot spot) {
    var what = "a time zone such as America/New_York or UTC";
    var text = spot.text(what);
    text.filter(zone -> INVERTED.matcher(zone).matches())
        .ifPresent(zone ->
            spot.warn(
                "in %s the sign is inverted: it is %s of UTC; name a place, whose clocks change"
                    .formatted(zone, zone.contains("+") ? "west" : "east")));
    if (text.isPresent() && !ZoneId.getAvailableZoneIds().contains(text.get())) {
      spot.expected(
          what,
          OFFSET.matcher(text.get()).matches()
              ? "; an offset is none, since clocks change: name a place"
              : noZone(text.get())
                  .or(() -> MeantZone.of(text.get()).map(NearMiss::question))
                  .orElse(""));
      return Optional.empty();
    }
    try {
      return text.map(ZoneId::of);
    } catch (DateTimeException e) {
      spot.expected(what);
      return Optional.empty();
    }
  }

  /** What to write where no zone is meant, but a rule for one. */
  private static Optional<String> noZone(String written) {
    return switch (written.toLowerCase(Locale.ROOT)) {
      case "user", "users", "local", "recipient", "customer", "profile" ->
          Optional.of("; each user's own is user_timezone: { passed: next_day }");
      case "account", "default", "system", "server" ->
          Optional.of("; leave timezone out for the account's");
      default -> Optional.empty();
    };
  }

  /** What to write instead of a value that is no point in time. */
  static String pointInTimeRemedy(Spot spot) {
    var word = textOf(spot).orElse("").toLowerCase(Locale.ROOT);
    switch (word) {
      case "today", "tomorrow", "tonight", "noon", "midnight" -> {
        return "; write the date and the clock time: 2026-12-01T09:00";
      }
      case "daily", "weekly", "monthly", "day", "week", "month", "every day" -> {
        return "; what recurs is written from: DATE, repeat: { every: day, at: \"09:00\" }";
      }
      default -> {}
    }
    var meant = MeantTime.date(spot.value());
    if (meant.isPresent() && meant.get().indexOf('T') < 0) {
      return "; add the clock time: " + meant.get() + "T09:00";
    }
    var clock = MeantTime.clock(spot.value());
    return meant.isPresent() || clock.isEmpty()
        ? write(meant)
        : "; a clock time of every day is written from: DATE, repeat: { every: day, at: %s }"
            .formatted(clock.get());
  }

  private static String write(Optional<String> meant) {
    return meant.map(text -> "; write " + text).orElse("");
  }

  private static Optional<String> textOf(Spot spot) {
    return spot.value() instanceof Yaml.Text text ? Optional.of(text.value()) : Optional.empty();
  }

  private static SequencedMap<String, DayOfWeek> weekdays() {
    var weekdays = new LinkedHashMap<String, DayOfWeek>();
    for (var day : DayOfWeek.values()) {
      weekdays.put(day.name().substring(0, 3).toLowerCase(Locale.ROOT), day);
    }
    return Collections.unmodifiableSequencedMap(weekdays);
  }
}
