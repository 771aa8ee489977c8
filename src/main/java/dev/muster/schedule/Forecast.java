package dev.muster.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * When delivery will have come to its end at a pace, if launches come in time.
 *
 * @param endsAt when the last user is sent to
 * @param missing how many users will not be sent to before they expire
 */
public record Forecast(Instant endsAt, long missing) {
  private static final double NANOS = 1e9;

  /**
   * Works through those that are left, one opening after the other.
   *
   * @param openings in order of time
   * @param usersPerSecond the pace, more than 0
   * @param from when delivery goes on
   */
  public static Forecast of(List<Opening> openings, double usersPerSecond, Instant from) {
    if (!(usersPerSecond > 0)) {
      throw new IllegalArgumentException("a pace is more than 0, found: " + usersPerSecond);
    }
    var now = from;
    var missing = 0L;
    for (var opening : openings) {
      if (opening.left() > 0) {
        var begin = opening.dueAt().isAfter(now) ? opening.dueAt() : now;
        var inTime = inTime(opening, usersPerSecond, begin);
        missing += opening.left() - inTime;
        now = begin.plusNanos((long) (inTime / usersPerSecond * NANOS));
      }
    }
    return new Forecast(now, missing);
  }

  private static long inTime(Opening opening, double usersPerSecond, Instant begin) {
    if (opening.expiresAt() == null) {
      return opening.left();
    }
    var open = Duration.between(begin, opening.expiresAt());
    return open.isNegative()
        ? 0
        : Math.min(opening.left(), (long) (open.toNanos() / NANOS * usersPerSecond));
  }
}
