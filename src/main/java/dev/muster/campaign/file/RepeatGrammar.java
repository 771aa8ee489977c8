package dev.muster.campaign.file;

import dev.muster.campaign.Cron;
import dev.muster.campaign.Repetition;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code when.repeat}. */
final class RepeatGrammar {
  private static final List<String> KNOWN = List.of("every", "on", "at", "short_month", "cron");
  private static final Pattern EVERY =
      Pattern.compile("(?:([1-9][0-9]{0,3}) )?(day|week|month)(s?)");
  private static final List<String> ORDINALS =
      List.of("first", "second", "third", "fourth", "fifth");

  private static final Pattern NUMBERED =
      Pattern.compile("([0-9]{1,4})[ -]?(d|w|m)(?:ays?|eeks?|onths?)?");
  private static final Map<String, String> OTHER_INTERVALS =
      Map.of(
          "biweekly", "2 weeks",
          "fortnight", "2 weeks",
          "fortnightly", "2 weeks",
          "other day", "2 days",
          "quarter", "3 months",
          "quarterly", "3 months",
          "year", "12 months",
          "yearly", "12 months",
          "annually", "12 months",
          "weekday", "week with on: [mon, tue, wed, thu, fri]");

  private static final Map<String, String> NUMERALS =
      Map.of("1st", "first", "2nd", "second", "3rd", "third", "4th", "fourth", "5th", "fifth");

  private RepeatGrammar() {}

  /** The repetition; nothing where it is faulty. */
  static Optional<Repetition> repetition(Spot spot) {
    var fields = spot.fields("a map such as { every: day, at: \"09:00\" }", KNOWN);
    var kind = fields.flatMap(f -> f.exactlyOne(List.of("every", "cron")));
    if (kind.isEmpty()) {
      return Optional.empty();
    }
    if (kind.get().name().equals("cron")) {
      fields
          .get()
          .present(List.of("on", "at", "short_month"))
          .forEach(other -> Fields.clash(kind.get(), other, ": cron says it all"));
      return cron(kind.get()).map(Repetition.ByCron::new);
    }
    return every(fields.get(), kind.get());
  }

  private static Optional<Cron> cron(Spot spot) {
    var text = spot.text("a cron expression such as \"0 9 * * 1\"");
    try {
      return text.map(Cron::parse);
    } catch (IllegalArgumentException e) {
      spot.fault(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static Optional<Repetition> every(Fields repeat, Spot every) {
    var what = "day, week, month, or a number of them such as 2 weeks";
    var text = every.text(what);
    var at =
        repeat
            .need("at", "the clock time")
            .flatMap(TimeGrammar::clockTime)
            .orElse(LocalTime.MIDNIGHT);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    var matcher = EVERY.matcher(text.get());
    if (!matcher.matches() || (matcher.group(1) == null && !matcher.group(3).isEmpty())) {
      every.expected(
          what,
          everyMeant(text.get())
              .map(meant -> "; write " + meant)
              .orElseGet(() -> NearMiss.choice(text.get(), List.of("day", "week", "month"))));
      return Optional.empty();
    }
    var interval = matcher.group(1) == null ? 1 : Integer.parseInt(matcher.group(1));
    return switch (matcher.group(2)) {
      case "day" -> {
        refuse(repeat, every, List.of("on", "short_month"), "; it takes at only");
        yield Optional.of(new Repetition.Days(interval, at));
      }
      case "week" -> {
        refuse(repeat, every, List.of("short_month"), "; it goes with every: month");
        var on = repeat.need("on", "the days of the week, such as [mon, thu]");
        var days = on.map(RepeatGrammar::weekdays).orElse(Set.of());
        yield days.isEmpty()
            ? Optional.empty()
            : Optional.of(new Repetition.Weeks(interval, days, at));
      }
      default -> months(repeat, interval, at);
    };
  }

  private static Optional<String> everyMeant(String written) {
    var numbered = NUMBERED.matcher(written.toLowerCase(Locale.ROOT));
    if (numbered.matches() && !numbered.group(1).equals("0")) {
      var unit = Map.of("d", "day", "w", "week", "m", "month").get(numbered.group(2));
      var one = numbered.group(1).equals("1");
      return Optional.of(one ? unit + "" : numbered.group(1) + " " + unit + "s");
    }
    return Optional.ofNullable(OTHER_INTERVALS.get(written.toLowerCase(Locale.ROOT)));
  }

  private static void refuse(Fields repeat, Spot every, List<String> others, String why) {
    repeat.present(others).forEach(other -> Fields.clash(every, other, why));
  }

  /** A list of weekdays, at least one. */
  static Set<DayOfWeek> weekdays(Spot spot) {
    var days = EnumSet.noneOf(DayOfWeek.class);
    spot.someOf("a list of days such as [mon, thu]").stream()
        .flatMap(item -> item.oneOf(TimeGrammar.WEEKDAYS).stream())
        .forEach(days::add);
    return days;
  }

  private static Optional<Repetition> months(Fields repeat, int interval, LocalTime at) {
    var on = repeat.need("on", "the days of the month, such as [7, 21] or [last day]");
    var days =
        on.stream()
            .flatMap(spot -> spot.someOf("a list of days such as [7, 21]").stream())
            .flatMap(item -> dayOfMonth(item).stream())
            .toList();
    var shortMonth = repeat.find("short_month");
    var moves = shortMonth.map(s -> s.isWord("last_day")).orElse(false);
    if (shortMonth.isPresent()
        && !days.isEmpty()
        && days.stream().noneMatch(Repetition.DayOfMonth.Numbered.class::isInstance)) {
      Fields.clash(shortMonth.get(), on.get(), ": it moves days with a number");
    }
    return days.isEmpty()
        ? Optional.empty()
        : Optional.of(new Repetition.Months(interval, days, at, moves));
  }

  private static String dayMeant(String written) {
    if (written.toLowerCase(Locale.ROOT).matches("(the )?first( day)?")) {
      return "; write 1";
    }
    var words = written.toLowerCase(Locale.ROOT).split("[ _-]", -1);
    if (written.matches("(0?[1-9]|[12][0-9]|3[01])(st|nd|rd|th|\\.)?")) {
      return "; write " + Integer.parseInt(written.replaceAll("[^0-9]", ""));
    }
    var weekday = NearMiss.guess(words[words.length - 1], TimeGrammar.WEEKDAYS.keySet());
    if (words.length == 2 && weekday.isPresent()) {
      var which = NUMERALS.getOrDefault(words[0], words[0]);
      return which.equals("last") || ORDINALS.contains(which)
          ? "; write " + which + " " + weekday.get()
          : "";
    }
    return NearMiss.choice(written, List.of("last day"));
  }

  private static Optional<Repetition.DayOfMonth> dayOfMonth(Spot spot) {
    if (!(spot.value() instanceof Yaml.Text(_, var text, _))) {
      return spot.whole(1, 31).map(Repetition.DayOfMonth.Numbered::new);
    }
    if (text.equals("last day")) {
      return Optional.of(new Repetition.DayOfMonth.LastDay());
    }
    var words = text.split(" ", -1);
    var weekday = words.length == 2 ? TimeGrammar.WEEKDAYS.get(words[1]) : null;
    if (weekday != null && words[0].equals("last")) {
      return Optional.of(new Repetition.DayOfMonth.LastWeekday(weekday));
    }
    if (weekday != null && ORDINALS.contains(words[0])) {
      return Optional.of(new Repetition.DayOfMonth.Nth(ORDINALS.indexOf(words[0]) + 1, weekday));
    }
    spot.expected("a day such as 7, first mon, last fri or last day", dayMeant(text));
    return Optional.empty();
  }
}
