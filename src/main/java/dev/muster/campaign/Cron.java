package dev.muster.campaign;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The classic cron expression of five fields, as crontab(5) has it: minute, hour, day of the month,
 * month, day of the week. Where both kinds of day are restricted, either makes a day match.
 *
 * @param text as written
 * @param minutes 0 to 59
 * @param hours 0 to 23
 * @param daysOfMonth 1 to 31
 * @param months 1 to 12
 * @param daysOfWeek 1 (Monday) to 7 (Sunday)
 * @param anyDayOfMonth whether the field is a star, with or without a step
 * @param anyDayOfWeek whether the field is a star, with or without a step
 */
public record Cron(
    String text,
    NavigableSet<Integer> minutes,
    NavigableSet<Integer> hours,
    NavigableSet<Integer> daysOfMonth,
    NavigableSet<Integer> months,
    NavigableSet<Integer> daysOfWeek,
    boolean anyDayOfMonth,
    boolean anyDayOfWeek) {
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final List<String> WEEKDAYS =
      List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");

  public Cron {
    minutes = unmodifiable(minutes);
    hours = unmodifiable(hours);
    daysOfMonth = unmodifiable(daysOfMonth);
    months = unmodifiable(months);
    daysOfWeek = unmodifiable(daysOfWeek);
  }

  /**
   * Reads an expression such as {@code 0 9 * * 1}.
   *
   * @throws IllegalArgumentException when it is none, or when no day ever matches; the message is
   *     for the user
   */
  public static Cron parse(String text) {
    var fields = text.strip().split("\\s+", -1);
    if (fields.length != 5) {
      throw new IllegalArgumentException(
          "expected five fields (minute, hour, day of the month, month, day of the week), found "
              + fields.length);
    }
    var weekdays = new TreeSet<Integer>();
    for (var day : values("day of the week", fields[4], 0, 7, WEEKDAYS, 0)) {
      weekdays.add(day == 0 ? 7 : day);
    }
    var cron =
        new Cron(
            text,
            values("minute", fields[0], 0, 59, List.of(), 0),
            values("hour", fields[1], 0, 23, List.of(), 0),
            values("day of the month", fields[2], 1, 31, List.of(), 0),
            values("month", fields[3], 1, 12, MONTHS, 1),
            weekdays,
            fields[2].startsWith("*"),
            fields[4].startsWith("*"));
    // Weekdays meet every date of the calendar within 28 years, the 29th of February within 8 more.
    var first = LocalDate.of(2000, 1, 1);
    if (IntStream.range(0, 40 * 366).mapToObj(first::plusDays).noneMatch(cron::matches)) {
      throw new IllegalArgumentException("no day ever matches it");
    }
    return cron;
  }

  /** Whether it has times on the day. */
  public boolean matches(LocalDate day) {
    if (!months.contains(day.getMonthValue())) {
      return false;
    }
    var byMonth = daysOfMonth.contains(day.getDayOfMonth());
    var byWeek = daysOfWeek.contains(day.getDayOfWeek().getValue());
    var either = !anyDayOfMonth && !anyDayOfWeek;
    return either ? (byMonth || byWeek) : (byMonth && byWeek);
  }

  private static NavigableSet<Integer> values(
      String what, String field, int least, int most, List<String> names, int firstName) {
    var values = new TreeSet<Integer>();
    for (var part : field.split(",", -1)) {
      var stepped = part.split("/", -1);
      var ends = stepped[0].split("-", -1);
      if (stepped.length > 2 || ends.length > 2) {
        throw wrong(what, part, least, most);
      }
      int from;
      int to;
      if (stepped[0].equals("*")) {
        from = least;
        to = most;
      } else {
        from = value(what, ends[0], part, least, most, names, firstName);
        to =
            ends.length == 2
                ? value(what, ends[1], part, least, most, names, firstName)
                : stepped.length == 2 ? most : from;
      }
      var step = stepped.length == 2 ? number(what, stepped[1], part, least, most) : 1;
      if (to < from || step < 1) {
        throw wrong(what, part, least, most);
      }
      for (var value = from; value <= to; value += step) {
        values.add(value);
      }
    }
    return values;
  }

  private static int value(
      String what, String text, String part, int least, int most, List<String> names, int first) {
    var named = names.indexOf(text.toLowerCase(Locale.ROOT));
    var value = named >= 0 ? named + first : number(what, text, part, least, most);
    if (value < least || value > most) {
      throw wrong(what, part, least, most);
    }
    return value;
  }

  private static int number(String what, String text, String part, int least, int most) {
    if (!text.matches("[0-9]{1,4}")) {
      throw wrong(what, part, least, most);
    }
    return Integer.parseInt(text);
  }

  private static IllegalArgumentException wrong(String what, String part, int least, int most) {
    return new IllegalArgumentException(
        "expected the %s as *, %d to %d, a range, a list or a step such as */5, found %s"
            .formatted(what, least, most, part));
  }

  private static NavigableSet<Integer> unmodifiable(NavigableSet<Integer> values) {
    return Collections.unmodifiableNavigableSet(new TreeSet<>(values));
  }
}
