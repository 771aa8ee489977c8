package dev.muster.campaign;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

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
    /** After 400 years, in months, the calendar repeats itself. */
    private static final int LONGEST_CYCLE = 4800;

    /** The last that is written with four digits. */
    private static final int LAST_YEAR = 9999;

    public Months {
      refuseNone(interval);
      on = List.copyOf(on);
    }

    /**
     * Those of its days that ever come: every second year from an odd one, no February has 29 days.
     *
     * @param from the day from which intervals count
     */
    public List<DayOfMonth> thatCome(LocalDate from) {
      return on.stream()
          .filter(day -> months(from).anyMatch(month -> day.isIn(month, shortMonthMoves)))
          .toList();
    }

    /** One by one, since nearly every day comes within a few. */
    private Stream<YearMonth> months(LocalDate from) {
      return Stream.iterate(YearMonth.from(from), month -> month.plusMonths(interval))
          .takeWhile(month -> month.getYear() <= LAST_YEAR)
          .limit(LONGEST_CYCLE);
    }
  }

  /** {@code cron}. */
  record ByCron(Cron cron) implements Repetition {}

  /** A day of a month, which a month may lack. */
  sealed interface DayOfMonth {

    /**
     * Whether a month has it.
     *
     * @param moves whether a day that the month lacks becomes its last one
     */
    default boolean isIn(YearMonth month, boolean moves) {
      return switch (this) {
        case Numbered(var day) -> moves || month.isValidDay(day);
        case Nth(var n, var weekday) ->
            YearMonth.from(month.atDay(1).with(TemporalAdjusters.dayOfWeekInMonth(n, weekday)))
                .equals(month);
        case LastWeekday _, LastDay _ -> true;
      };
    }

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
