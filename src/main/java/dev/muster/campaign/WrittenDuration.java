package dev.muster.campaign;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * A duration as it is written, for whom a day is not the same as 24 hours.
 *
 * @param number how many of the unit
 * @param unit one of those of {@link DurationText}
 */
public record WrittenDuration(long number, ChronoUnit unit) {

  /** Whether it is written in days or weeks. */
  public boolean inDays() {
    return unit == ChronoUnit.DAYS || unit == ChronoUnit.WEEKS;
  }

  /** How long it is, a day being 24 hours. */
  public Duration exact() {
    return unit.getDuration().multipliedBy(number);
  }

  /** As in a campaign file, such as {@code 7d}. */
  @Override
  public String toString() {
    return number + DurationText.letter(unit);
  }
}
