package dev.muster.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Times as both databases take and give them: instants with an offset, which is UTC, durations as
 * whole microseconds.
 */
final class Times {
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final long YEAR_MICROS = TimeUnit.DAYS.toMicros(365);
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private Times() {}

  /** A moment of the year 1, another one each time: nobody plans anything for it. */
  static Instant never() {
    return EARLIEST.plus(ThreadLocalRandom.current().nextLong(YEAR_MICROS), ChronoUnit.MICROS);
  }

  static OffsetDateTime bind(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  static @Nullable OffsetDateTime bindNullable(@Nullable Instant instant) {
    return instant == null ? null : bind(instant);
  }

  /**
   * An instant that others are only compared with: {@link Instant#MIN} and {@link Instant#MAX} are
   * before and after all that tables have.
   */
  static OffsetDateTime bindLimit(Instant limit) {
    if (limit.isBefore(EARLIEST)) {
      return bind(EARLIEST);
    }
    return bind(limit.isAfter(LATEST) ? LATEST : limit);
  }

  static @Nullable Instant read(ResultSet row, String column) throws SQLException {
    var time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  static long micros(Duration duration) {
    return TimeUnit.NANOSECONDS.toMicros(duration.toNanos());
  }

  static Duration readMicros(ResultSet row, String column) throws SQLException {
    return Duration.of(row.getLong(column), ChronoUnit.MICROS);
  }
}
