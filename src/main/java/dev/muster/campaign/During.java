package dev.muster.campaign;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * When something is looked for: {@code during} of an event condition, or the date operators of a
 * test. The rules are those of the table "during" of the campaign file's contract; days are those
 * of the account's time zone.
 */
public sealed interface During {

  /**
   * The stretch of time that is meant, not yet cut at the as-of instant unless the window itself
   * ends there.
   *
   * @param asOf the run's as-of instant
   * @param zone the account's time zone
   */
  Interval around(Instant asOf, ZoneId zone);

  private static Instant midnight(Instant asOf, ZoneId zone, long daysAgo) {
    return asOf.atZone(zone).toLocalDate().minusDays(daysAgo).atStartOfDay(zone).toInstant();
  }

  /** No bound: the default of {@code during}. */
  record Ever() implements During {
    @Override
    public Interval around(Instant asOf, ZoneId zone) {
      return new Interval(null, null);
    }
  }

  /**
   * {@code last_days: N}: from 00:00 of the day N days before the as-of day to the as-of instant.
   */
  record LastDays(int days) implements During {
    @Override
    public Interval around(Instant asOf, ZoneId zone) {
      return new Interval(midnight(asOf, zone, days), asOf);
    }
  }

  /** {@code last_hours: N}: the N hours before the as-of instant. */
  record LastHours(int hours) implements During {
    @Override
    public Interval around(Instant asOf, ZoneId zone) {
      return new Interval(asOf.minus(hours, ChronoUnit.HOURS), asOf);
    }
  }

  /** {@code days_ago: N}: that whole day, as far as it lies before the as-of instant. */
  record DaysAgo(int days) implements During {
    @Override
    public Interval around(Instant asOf, ZoneId zone) {
      return new Interval(midnight(asOf, zone, days), midnight(asOf, zone, days - 1L)).before(asOf);
    }
  }

  /** {@code between_days_ago: [a, b]}: from 00:00 of day −b to 24:00 of day −a. */
  record BetweenDaysAgo(int nearest, int farthest) implements During {
    @Override
    public Interval around(Instant asOf, ZoneId zone) {
      return new Interval(midnight(asOf, zone, farthest), midnight(asOf, zone, nearest - 1L));
    }
  }

  /** {@code between_hours_ago: [a, b]}: from as-of − b hours to as-of − a hours. */
  record BetweenHoursAgo(int nearest, int farthest) implements During {
    @Override
    public Interval around(Instant asOf, ZoneId zone) {
      return new Interval(
          asOf.minus(farthest, ChronoUnit.HOURS), asOf.minus(nearest, ChronoUnit.HOURS));
    }
  }

  /** {@code more_than_days_ago: N}: everything before 00:00 of day −N. */
  record MoreThanDaysAgo(int days) implements During {
    @Override
    public Interval around(Instant asOf, ZoneId zone) {
      return new Interval(null, midnight(asOf, zone, days));
    }
  }

  /** {@code on: D}: that whole day. */
  record On(LocalDate day) implements During {
    @Override
    public Interval around(Instant asOf, ZoneId zone) {
      var moment = new Moment.Day(day);
      return new Interval(moment.start(zone), moment.end(zone));
    }
  }

  /** {@code between: [D, E]}: both days whole; of two points in time the second is excluded. */
  record Between(Moment first, Moment last) implements During {
    @Override
    public Interval around(Instant asOf, ZoneId zone) {
      var to = last instanceof Moment.Day ? last.end(zone) : last.start(zone);
      return new Interval(first.start(zone), to);
    }
  }

  /** {@code before: D}: everything before 00:00 of the day, or before the point in time. */
  record Before(Moment moment) implements During {
    @Override
    public Interval around(Instant asOf, ZoneId zone) {
      return new Interval(null, moment.start(zone));
    }
  }

  /** {@code after: D}: from 24:00 of the day on, or later than the point in time. */
  record After(Moment moment) implements During {
    @Override
    public Interval around(Instant asOf, ZoneId zone) {
      return new Interval(moment.end(zone), null);
    }
  }

  /** {@code month: this}: the as-of instant's month from its 1st on. */
  record ThisMonth() implements During {
    @Override
    public Interval around(Instant asOf, ZoneId zone) {
      var first = asOf.atZone(zone).toLocalDate().withDayOfMonth(1);
      return new Interval(first.atStartOfDay(zone).toInstant(), asOf);
    }
  }

  /** {@code month: previous}: the whole month before the as-of instant's. */
  record PreviousMonth() implements During {
    @Override
    public Interval around(Instant asOf, ZoneId zone) {
      var first = asOf.atZone(zone).toLocalDate().withDayOfMonth(1);
      return new Interval(
          first.minusMonths(1).atStartOfDay(zone).toInstant(),
          first.atStartOfDay(zone).toInstant());
    }
  }

  /** {@code next_days: N}, tests only: from 00:00 of the as-of day to 24:00 of the day N later. */
  record NextDays(int days) implements During {
    @Override
    public Interval around(Instant asOf, ZoneId zone) {
      return new Interval(midnight(asOf, zone, 0), midnight(asOf, zone, -(days + 1L)));
    }
  }
}
