package dev.muster.campaign.file;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.THURSDAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.campaign.Cron;
import dev.muster.campaign.Moment;
import dev.muster.campaign.Repetition;
import dev.muster.campaign.When;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WhenGrammarTest {
  private static final LocalTime NINE = LocalTime.of(9, 0);
  private static final LocalDate FIRST = LocalDate.of(2026, 12, 1);
  private static final Moment NINE_ON_FIRST = new Moment.Local(LocalDateTime.of(2026, 12, 1, 9, 0));

  @ParameterizedTest
  @MethodSource
  void readsPlannedTimes(String written, When.Planning meant) {
    assertThat(CampaignText.when(written).valid().when().planning()).isEqualTo(meant);
  }

  static Stream<Arguments> readsPlannedTimes() {
    return Stream.of(
        Arguments.of("at: launch", new When.AtLaunch()),
        Arguments.of("timezone: UTC", new When.AtLaunch()),
        Arguments.of("at: 2026-12-01T09:00", new When.AtTimes(List.of(NINE_ON_FIRST))),
        Arguments.of("at: '2026-12-01T09:00:00'", new When.AtTimes(List.of(NINE_ON_FIRST))),
        Arguments.of(
            "at: [2026-12-01T09:00, 2026-12-01T09:00:00+01:00]",
            new When.AtTimes(
                List.of(
                    NINE_ON_FIRST, new Moment.Absolute(Instant.parse("2026-12-01T08:00:00Z"))))),
        repeat("every: day, at: '09:00'", new Repetition.Days(1, NINE)),
        repeat("every: 3 days, at: 09:00", new Repetition.Days(3, NINE)),
        repeat("every: 1 day, at: 09:00", new Repetition.Days(1, NINE)),
        repeat(
            "every: week, on: [mon, thu], at: 09:00",
            new Repetition.Weeks(1, Set.of(MONDAY, THURSDAY), NINE)),
        repeat("every: 2 weeks, on: [sat], at: 09:00", weeks(2, SATURDAY)),
        repeat(
            "every: month, on: [7, 21], at: 09:00",
            months(
                1,
                false,
                new Repetition.DayOfMonth.Numbered(7),
                new Repetition.DayOfMonth.Numbered(21))),
        repeat(
            "every: 3 months, on: [first mon, last fri], at: 09:00",
            months(
                3,
                false,
                new Repetition.DayOfMonth.Nth(1, MONDAY),
                new Repetition.DayOfMonth.LastWeekday(FRIDAY))),
        repeat(
            "every: month, on: [last day], at: 09:00",
            months(1, false, new Repetition.DayOfMonth.LastDay())),
        repeat(
            "every: month, on: [31], short_month: last_day, at: 09:00",
            months(1, true, new Repetition.DayOfMonth.Numbered(31))),
        repeat("cron: '0 9 * * 1'", new Repetition.ByCron(Cron.parse("0 9 * * 1"))),
        Arguments.of(
            "from: 2026-12-01\nrepeat: { every: day, at: 09:00 }\nuntil: 2026-12-01",
            new When.Repeat(FIRST, FIRST, new Repetition.Days(1, NINE))));
  }

  private static Arguments repeat(String repeat, Repetition meant) {
    return Arguments.of(
        "from: 2026-12-01\nrepeat: { %s }".formatted(repeat), new When.Repeat(FIRST, null, meant));
  }

  private static Repetition weeks(int interval, DayOfWeek day) {
    return new Repetition.Weeks(interval, Set.of(day), NINE);
  }

  private static Repetition months(
      int interval, boolean moves, Repetition.DayOfMonth... daysOfMonth) {
    return new Repetition.Months(interval, List.of(daysOfMonth), NINE, moves);
  }

  @Test
  void readsWindowsOfUsers() {
    var when =
        CampaignText.when(
                """
                at: 2026-12-01T09:00
                timezone: America/New_York
                catch_up: all
                user_timezone: { passed: next_day, unknown: skip }
                do_not_disturb: { from: "21:00", to: "09:00", days: [fri, sat], then: discard }
                cut_off: { after: 6h }
                """)
            .valid()
            .when();
    assertThat(when)
        .isEqualTo(
            new When(
                new When.AtTimes(List.of(NINE_ON_FIRST)),
                ZoneId.of("America/New_York"),
                When.CatchUp.ALL,
                new When.UserTimezone(
                    When.UserTimezone.Passed.NEXT_DAY, When.UserTimezone.Unknown.SKIP),
                new When.DoNotDisturb(
                    LocalTime.of(21, 0),
                    NINE,
                    Set.of(FRIDAY, SATURDAY),
                    When.DoNotDisturb.Then.DISCARD),
                new When.CutOff.After(Duration.ofHours(6))));
  }

  @Test
  void takesTheDefaults() {
    var when =
        CampaignText.when(
                """
                at: 2026-12-01T09:00
                user_timezone: { passed: skip }
                do_not_disturb: { from: 21:00, to: 22:00, then: delay }
                cut_off: 20:00
                """)
            .valid()
            .when();
    assertThat(when.timezone()).isNull();
    assertThat(when.catchUp()).isEqualTo(When.CatchUp.LATEST);
    assertThat(when.userTimezone())
        .isEqualTo(
            new When.UserTimezone(
                When.UserTimezone.Passed.SKIP, When.UserTimezone.Unknown.ACCOUNT));
    assertThat(when.doNotDisturb())
        .extracting(When.DoNotDisturb::days)
        .isEqualTo(EnumSet.allOf(DayOfWeek.class));
    assertThat(when.cutOff()).isEqualTo(new When.CutOff.AtClock(LocalTime.of(20, 0)));
  }
}
