package dev.muster.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A time for which a run is planned.
 *
 * @param written the date and clock time as the campaign's file has it, or null where it has an
 *     instant
 */
public record PlannedTime(Instant instant, @Nullable LocalDateTime written) {

  /**
   * A clock time of a zone: one that a time-zone change skips moves forward by the gap, of one that
   * happens twice it is the first.
   */
  static PlannedTime of(LocalDateTime written, ZoneId zone) {
    return new PlannedTime(written.atZone(zone).toInstant(), written);
  }
}
