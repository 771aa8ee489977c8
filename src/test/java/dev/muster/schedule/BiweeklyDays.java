package dev.muster.schedule;

import biweekly.Biweekly;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.TimeZone;

/** The days of recurrence rules as another library has them. */
public final class BiweeklyDays {
  private static final TimeZone UTC = TimeZone.getTimeZone("UTC");

  private BiweeklyDays() {}

  /**
   * The days of a rule of RFC 5545.
   *
   * @param from the first that may be one of them, and from which intervals count
   * @param end the first that may not
   */
  public static List<LocalDate> of(String rule, LocalDate from, LocalDate end) {
    var calendar =
        Biweekly.parse(
                """
                BEGIN:VCALENDAR
                VERSION:2.0
                BEGIN:VEVENT
                DTSTART;VALUE=DATE:%s
                RRULE:%s
                END:VEVENT
                END:VCALENDAR
                """
                    .formatted(from.toString().replace("-", ""), rule))
            .first();
    var start = Date.from(from.atStartOfDay(ZoneOffset.UTC).toInstant());
    var dates =
        calendar.getEvents().getFirst().getRecurrenceRule().getValue().getDateIterator(start, UTC);
    var days = new ArrayList<LocalDate>();
    while (dates.hasNext()) {
      var day = dates.next().toInstant().atZone(ZoneOffset.UTC).toLocalDate();
      if (!day.isBefore(end)) {
        break;
      }
      days.add(day);
    }
    return days;
  }
}
