package dev.muster.campaign;

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

  /** Longer ones are typing errors. */
  private static final Duration LONGEST = Duration.ofDays(36_525);

  private TimeGrammar() {}

  /** {@code 30s 15m 24h 7d 2w}; days are 24 hours. */
  static Optional<Duration> duration(Spot spot) {
    return durationAsWritten(spot).map(WrittenDuration::exact);
  }

  /** The same with the unit in which it is written. */
  static Optional<WrittenDuration> durationAsWritten(Spot spot) {
    var text = spot.text(DurationText.EXPECTED);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    var duration = DurationText.readAsWritten(text.get());
    if (duration.isEmpty()) {
      spot.expected(DurationText.EXPECTED);
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
    var text = spot.text(what);
    if (text.isPresent() && !CLOCK_TIME.matcher(text.get()).matches()) {
      spot.expected(what, "; hours and minutes have two digits, 00:00 to 23:59");
      return Optional.empty();
    }
    return text.map(LocalTime::parse);
  }

  /** {@code 2026-12-01}. */
  static Optional<LocalDate> day(Spot spot) {
    var what = "a date such as 2026-12-01";
    var text = spot.text(what);
    if (text.isPresent()) {
      if (Moment.parse(text.get()).orElse(null) instanceof Moment.Day(var date)) {
        return Optional.of(date);
      }
      spot.expected(what);
    }
    return Optional.empty();
  }

  /** A date, local date-time or instant. */
  static Optional<Moment> moment(Spot spot) {
    var what = "a date or time such as 2026-12-01, 2026-12-01T09:00 or 2026-12-01T09:00:00Z";
    var text = spot.text(what);
    var moment = text.flatMap(Moment::parse);
    if (text.isPresent() && moment.isEmpty()) {
      spot.expected(what);
    }
    return moment;
  }

  /** A local date-time or instant. */
  static Optional<Moment> pointInTime(Spot spot) {
    var what = "a date with a clock time such as 2026-12-01T09:00";
    var text = spot.text(what);
    var moment = text.flatMap(Moment::parse).filter(m -> !(m instanceof Moment.Day));
    if (text.isPresent() && moment.isEmpty()) {
      spot.expected(what);
    }
    return moment;
  }

  /** {@code America/New_York}. */
  static Optional<ZoneId> zone(Spot spot) {
    var what = "a time zone such as America/New_York or UTC";
    var text = spot.text(what);
    if (text.isPresent() && !ZoneId.getAvailableZoneIds().contains(text.get())) {
      spot.expected(what, NearMiss.choice(text.get(), ZoneId.getAvailableZoneIds()));
      return Optional.empty();
    }
    try {
      return text.map(ZoneId::of);
    } catch (DateTimeException e) {
      spot.expected(what);
      return Optional.empty();
    }
  }

  private static SequencedMap<String, DayOfWeek> weekdays() {
    var weekdays = new LinkedHashMap<String, DayOfWeek>();
    for (var day : DayOfWeek.values()) {
      weekdays.put(day.name().substring(0, 3).toLowerCase(Locale.ROOT), day);
    }
    return Collections.unmodifiableSequencedMap(weekdays);
  }
}
