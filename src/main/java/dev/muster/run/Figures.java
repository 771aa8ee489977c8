package dev.muster.run;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Numbers, times and durations as logs and reports write them for people. */
public final class Figures {

  private Figures() {}

  /** Such as {@code 55,537}. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Such as {@code 1 user} or {@code 55,537 users}. */
  public static String users(long number) {
    return counted(number, "user");
  }

  /** Such as {@code 1 row} or {@code 55,537 rows}. */
  public static String counted(long number, String unit) {
    return count(number) + " " + unit + (number == 1 ? "" : "s");
  }

  /** In UTC, to the second, such as {@code 2026-12-07T14:00:00Z}. */
  public static String second(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Such as {@code 14.2 s}, {@code 2 min 5 s} or {@code 26 h 3 min}. */
  public static String duration(Duration took) {
    if (took.toHours() > 0) {
      return "%s h %d min".formatted(count(took.toHours()), took.toMinutesPart());
    }
    return took.toMinutes() > 0
        ? "%d min %d s".formatted(took.toMinutes(), took.toSecondsPart())
        : String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0);
  }
}
