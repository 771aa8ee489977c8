package dev.muster.campaign;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * {@code when.repeat}: the days and clock times of a repeated campaign, in the campaign's zone.
 * Intervals count from {@code when.from}.
 */
public sealed interface Repetition {

  /** {@code every: day} or {@code N days}. */
  record Days(int interval, LocalTime at) implements Repetition {
    public Days {
      refuseNone(interval);
    }
  }

  /** {@code every: week} or {@code N weeks}, on these days of it. A week begins on Monday. */
  record Weeks(int interval, Set<DayOfWeek> on, LocalTime at) implements Repetition {
    public Weeks {
      refuseNone(interval);
      on = Collections.unmodifiableSet(EnumSet.copyOf(on));
    }
  }

  /**
   * {@code every: month} or {@code N months}, on these days of it.
   *
   * @param shortMonthMoves whether a day that a month lacks becomes its last one ({@code
   *     short_month: last_day}) rather than none
   */
  record Months(int interval, List<DayOfMonth> on, LocalTime at, boolean shortMonthMoves)
      implements Repetition {
    public Months {
      refuseNone(interval);
      on = List.copyOf(on);
    }
  }

  /** {@code cron}. */
  record ByCron(Cron cron) implements Repetition {}

  /** A day of a month, which a month may lack. */
  sealed interface DayOfMonth {

    /** {@code 7}: that day, 1 to 31. */
    record Numbered(int day) implements DayOfMonth {
      public Numbered {
        if (day < 1 || day > 31) {
          throw new IllegalArgumentException("a month's days are 1 to 31, found: " + day);
        }
      }
    }

    /** {@code second mon}: that weekday for the n-th time, 1 to 5. */
    record Nth(int n, DayOfWeek weekday) implements DayOfMonth {
      public Nth {
        if (n < 1 || n > 5) {
          throw new IllegalArgumentException("a weekday comes 1 to 5 times, found: " + n);
        }
      }
    }

    /** {@code last fri}: that weekday for the last time. */
    record LastWeekday(DayOfWeek weekday) implements DayOfMonth {}

    /** {@code last day}. */
    record LastDay() implements DayOfMonth {}
  }

  private static void refuseNone(int interval) {
    if (interval < 1) {
      throw new IllegalArgumentException("an interval is 1 or more, found: " + interval);
    }
  }
}
