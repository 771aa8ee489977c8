package dev.muster.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.campaign.Repetition;
import dev.muster.campaign.Repetition.DayOfMonth.LastDay;
import dev.muster.campaign.Repetition.DayOfMonth.LastWeekday;
import dev.muster.campaign.Repetition.DayOfMonth.Nth;
import dev.muster.campaign.Repetition.DayOfMonth.Numbered;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The days of repetitions, held against another library's (biweekly) for rules written by hand. */
class RecurringDaysTest {
  private static final LocalTime NINE = LocalTime.of(9, 0);
  private static final int YEARS = 9;

  /** Beginnings at which months, weeks and leap years show. */
  private static final List<String> FROM =
      List.of(
          "2026-11-30",
          "2026-12-01",
          "2026-12-06",
          "2027-01-29",
          "2027-01-31",
          "2027-02-28",
          "2027-12-31",
          "2028-02-29");

  static Stream<Arguments> cases() {
    return FROM.stream()
        .map(LocalDate::parse)
        .flatMap(from ->
            repetitions().entrySet().stream()
                .map(rule -> Arguments.of(from, rule.getKey(), rule.getValue())));
  }

  /** By the rules that another implementation is given; several, whose days are put together. */
  private static Map<String, Repetition> repetitions() {
    var cases = new LinkedHashMap<String, Repetition>();
    cases.put("FREQ=DAILY", new Repetition.Days(1, NINE));
    cases.put("FREQ=DAILY;INTERVAL=10", new Repetition.Days(10, NINE));
    cases.put("FREQ=WEEKLY;WKST=MO;BYDAY=SU", weeks(1, DayOfWeek.SUNDAY));
    cases.put(
        "FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY=MO,SU", weeks(2, DayOfWeek.MONDAY, DayOfWeek.SUNDAY));
    cases.put(
        "FREQ=WEEKLY;INTERVAL=3;WKST=MO;BYDAY=MO,TH",
        weeks(3, DayOfWeek.MONDAY, DayOfWeek.THURSDAY));
    cases.put("FREQ=MONTHLY;BYMONTHDAY=29", months(1, false, new Numbered(29)));
    cases.put(
        "FREQ=MONTHLY;BYMONTHDAY=30,31", months(1, false, new Numbered(30), new Numbered(31)));
    cases.put("FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=31", months(2, false, new Numbered(31)));
    cases.put("FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=29", months(12, false, new Numbered(29)));
    cases.put("FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=-1", months(1, true, new Numbered(29)));
    cases.put("FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1", months(1, true, new Numbered(30)));
    cases.put(
        "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=28,29,30,31;BYSETPOS=-1",
        months(3, true, new Numbered(31)));
    cases.put("FREQ=MONTHLY;BYMONTHDAY=-1", months(1, false, new LastDay()));
    cases.put("FREQ=MONTHLY;BYDAY=1MO", months(1, false, new Nth(1, DayOfWeek.MONDAY)));
    cases.put("FREQ=MONTHLY;BYDAY=5FR", months(1, false, new Nth(5, DayOfWeek.FRIDAY)));
    cases.put("FREQ=MONTHLY;BYDAY=-1FR", months(1, false, new LastWeekday(DayOfWeek.FRIDAY)));
    cases.put(
        "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=7|FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR",
        months(2, false, new Numbered(7), new LastWeekday(DayOfWeek.FRIDAY)));
    return cases;
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("cases")
  void areThoseOfAnotherImplementation(LocalDate from, String rules, Repetition repetition) {
    var end = from.plusYears(YEARS);
    var expected = new TreeSet<LocalDate>();
    for (var rule : rules.split("\\|", -1)) {
      expected.addAll(BiweeklyDays.of(rule, from, end));
    }

    assertThat(
            days(from, repetition).notBefore(from).takeWhile(day -> day.isBefore(end)).distinct())
        .containsExactlyElementsOf(expected.headSet(end));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("cases")
  void areTheSameWhenTheyAreReadFromALaterDay(LocalDate from, String rules, Repetition repetition) {
    var days = days(from, repetition);
    for (var later : List.of(from.plusDays(1), from.plusDays(100), from.plusYears(2))) {
      assertThat(days.notBefore(later).limit(5))
          .containsExactlyElementsOf(
              days.notBefore(from).filter(day -> !day.isBefore(later)).limit(5).toList());
    }
  }

  private static RecurringDays days(LocalDate from, Repetition repetition) {
    return switch (repetition) {
      case Repetition.Days days -> RecurringDays.of(from, days);
      case Repetition.Weeks weeks -> RecurringDays.of(from, weeks);
      case Repetition.Months months -> RecurringDays.of(from, months);
      case Repetition.ByCron _ -> throw new IllegalArgumentException("cron is no recurrence rule");
    };
  }

  private static Repetition weeks(int interval, DayOfWeek... on) {
    return new Repetition.Weeks(interval, Set.of(on), NINE);
  }

  private static Repetition months(int interval, boolean moves, Repetition.DayOfMonth... on) {
    return new Repetition.Months(interval, List.of(on), NINE, moves);
  }
}
