package dev.muster.schedule;

import dev.muster.campaign.Repetition;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.RecurrenceSet;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recurrenceset.FastForwarded;
import org.dmfs.rfc5545.recurrenceset.Merged;
import org.dmfs.rfc5545.recurrenceset.OfRule;

/**
 * The days of a repetition, in order, without an end. They are those of recurrence rules of RFC
 * 5545, for short months with the SKIP of RFC 7529, that begin on the first day.
 *
 * @param rules whose days are put together
 * @param from the first day that may be one of them, and from which intervals count
 */
record RecurringDays(List<String> rules, LocalDate from) {
  RecurringDays {
    rules = List.copyOf(rules);
  }

  static RecurringDays of(LocalDate from, Repetition.Days days) {
    return new RecurringDays(List.of("FREQ=DAILY;INTERVAL=" + days.interval()), from);
  }

  static RecurringDays of(LocalDate from, Repetition.Weeks weeks) {
    var on = weeks.on().stream().map(RecurringDays::code).collect(Collectors.joining(","));
    return new RecurringDays(
        List.of("FREQ=WEEKLY;INTERVAL=%d;WKST=MO;BYDAY=%s".formatted(weeks.interval(), on)), from);
  }

  /**
   * Days by number and days by weekday stand in rules of their own: in one they would both hold.
   */
  static RecurringDays of(LocalDate from, Repetition.Months months) {
    var numbers = new ArrayList<String>();
    var weekdays = new ArrayList<String>();
    for (var day : months.thatCome(from)) {
      switch (day) {
        case Repetition.DayOfMonth.Numbered(var number) -> numbers.add(String.valueOf(number));
        case Repetition.DayOfMonth.LastDay _ -> numbers.add("-1");
        case Repetition.DayOfMonth.Nth(var n, var weekday) -> weekdays.add(n + code(weekday));
        case Repetition.DayOfMonth.LastWeekday(var weekday) -> weekdays.add("-1" + code(weekday));
      }
    }
    var monthly = "FREQ=MONTHLY;INTERVAL=" + months.interval();
    var skip = months.shortMonthMoves() ? "RSCALE=GREGORIAN;SKIP=BACKWARD;" : "";
    var rules = new ArrayList<String>();
    if (!numbers.isEmpty()) {
      rules.add(skip + monthly + ";BYMONTHDAY=" + String.join(",", numbers));
    }
    if (!weekdays.isEmpty()) {
      rules.add(monthly + ";BYDAY=" + String.join(",", weekdays));
    }
    return new RecurringDays(rules, from);
  }

  /** Those that are not before a day. */
  Stream<LocalDate> notBefore(LocalDate day) {
    var first = dateTime(from);
    Collection<RecurrenceSet> sets =
        rules.stream().map(rule -> (RecurrenceSet) new OfRule(rule(rule), first)).toList();
    Iterator<DateTime> days = new FastForwarded(dateTime(day), new Merged(sets)).iterator();
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(days, Spliterator.ORDERED | Spliterator.NONNULL),
            false)
        .map(RecurringDays::localDate)
        .filter(found -> !found.isBefore(day));
  }

  private static RecurrenceRule rule(String rule) {
    try {
      return new RecurrenceRule(rule, RecurrenceRule.RfcMode.RFC5545_STRICT);
    } catch (InvalidRecurrenceRuleException e) {
      throw new IllegalStateException("not a rule of RFC 5545: " + rule, e);
    }
  }

  private static String code(DayOfWeek day) {
    return day.name().substring(0, 2);
  }

  /** A day without a clock time; that library counts months from 0. */
  private static DateTime dateTime(LocalDate day) {
    return new DateTime(day.getYear(), day.getMonthValue() - 1, day.getDayOfMonth());
  }

  private static LocalDate localDate(DateTime day) {
    return LocalDate.of(day.getYear(), day.getMonth() + 1, day.getDayOfMonth());
  }
}
