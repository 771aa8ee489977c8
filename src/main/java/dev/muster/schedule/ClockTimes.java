package dev.muster.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.stream.LongStream;

/**
 * The clock times of a zone: one that a time-zone change skips moves forward by the gap, of one
 * that happens twice it is the first. So each day has each clock time once.
 */
record ClockTimes(ZoneId zone) {

  /** The instant of a clock time on a day. */
  Instant on(LocalDate day, LocalTime time) {
    return day.atTime(time).atZone(zone).toInstant();
  }

  /** The day that a clock of the zone shows. */
  LocalDate day(Instant instant) {
    return instant.atZone(zone).toLocalDate();
  }

  /** The first of a clock time at an instant or after. */
  Instant firstFrom(LocalTime time, Instant instant) {
    var day = day(instant);
    // A clock time that was skipped may have moved into the next day.
    return LongStream.iterate(-1, days -> days + 1)
        .mapToObj(days -> on(day.plusDays(days), time))
        .filter(found -> !found.isBefore(instant))
        .findFirst()
        .orElseThrow();
  }
}
