package dev.muster.campaign;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A date, local date-time or instant as written in a campaign file. Local ones are read in the zone
 * that is passed: clock times that a time-zone change skips move forward by the gap, those that
 * happen twice are the first one. Instants are cut to microseconds.
 */
public sealed interface Moment {

  /**
   * Reads {@code 2026-12-01}, {@code 2026-12-01T09:00} or {@code 2026-12-01T09:00:00Z} (or with an
   * offset), seconds and their fraction left out or not; empty when the text is none of them.
   */
  static Optional<Moment> parse(String text) {
    try {
      if (!text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]+(Z|[-+][0-9:]+)?)?")) {
        return Optional.empty();
      }
      if (text.indexOf('T') < 0) {
        return Optional.of(new Day(LocalDate.parse(text)));
      }
      return text.matches(".*T[0-9:.]+")
          ? Optional.of(new Local(LocalDateTime.parse(text)))
          : Optional.of(new Absolute(OffsetDateTime.parse(text).toInstant()));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** The first instant of it: of a date, its 00:00. */
  Instant start(ZoneId zone);

  /** The first instant after it: of a date, its 24:00; of a point in time, a microsecond later. */
  Instant end(ZoneId zone);

  /** A whole day, {@code 2026-12-01}. */
  record Day(LocalDate date) implements Moment {
    @Override
    public Instant start(ZoneId zone) {
      return date.atStartOfDay(zone).toInstant();
    }

    @Override
    public Instant end(ZoneId zone) {
      return date.plusDays(1).atStartOfDay(zone).toInstant();
    }
  }

  /** A clock time on a day, {@code 2026-12-01T09:00}, without a zone. */
  record Local(LocalDateTime time) implements Moment {
    @Override
    public Instant start(ZoneId zone) {
      return time.atZone(zone).toInstant().truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public Instant end(ZoneId zone) {
      return start(zone).plus(1, ChronoUnit.MICROS);
    }
  }

  /** A point in time, {@code 2026-12-01T09:00:00Z} or with an offset. */
  record Absolute(Instant instant) implements Moment {
    public Absolute {
      instant = instant.truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public Instant start(ZoneId zone) {
      return instant;
    }

    @Override
    public Instant end(ZoneId zone) {
      return instant.plus(1, ChronoUnit.MICROS);
    }
  }
}
