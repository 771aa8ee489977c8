package dev.muster.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.campaign.Again;
import dev.muster.campaign.WrittenDuration;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgainRuleTest {
  private static final Map<String, ChronoUnit> UNITS =
      Map.of(
          "s", ChronoUnit.SECONDS,
          "m", ChronoUnit.MINUTES,
          "h", ChronoUnit.HOURS,
          "d", ChronoUnit.DAYS,
          "w", ChronoUnit.WEEKS);

  /**
   * The first moment from which on a user is sent to again, and the last before it. Berlin sets its
   * clock on at 2027-03-28T01:00Z and back at 2026-10-25T01:00Z, Lord Howe by half an hour at
   * 2027-04-03T15:00Z; Beirut skips its midnight at 2027-03-27T22:00Z; Apia has no 2011-12-30.
   */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # zone,              after, was due,                     again from
          # days: on that day, at whatever time
          UTC,                 7d,    2026-12-01T09:00:00Z,        2026-12-08T00:00:00Z
          UTC,                 7d,    2026-12-01T00:00:00Z,        2026-12-08T00:00:00Z
          UTC,                 7d,    2026-12-01T23:59:59.999999Z, 2026-12-08T00:00:00Z
          UTC,                 7d,    2026-12-02T00:00:00Z,        2026-12-09T00:00:00Z
          UTC,                 1d,    2026-12-01T23:59:00Z,        2026-12-02T00:00:00Z
          UTC,                 1w,    2026-12-01T09:00:00Z,        2026-12-08T00:00:00Z
          UTC,                 2w,    2026-12-01T09:00:00Z,        2026-12-15T00:00:00Z
          UTC,                 30d,   2028-02-10T09:00:00Z,        2028-03-11T00:00:00Z
          # days of the account's zone
          Europe/Berlin,       1d,    2026-12-01T22:59:00Z,        2026-12-01T23:00:00Z
          Europe/Berlin,       1d,    2026-12-01T23:00:00Z,        2026-12-02T23:00:00Z
          America/Los_Angeles, 1d,    2026-12-02T07:00:00Z,        2026-12-02T08:00:00Z
          Pacific/Kiritimati,  1d,    2026-12-01T09:00:00Z,        2026-12-01T10:00:00Z
          # days of 23 and 25 hours, and of 24.5
          Europe/Berlin,       1d,    2027-03-27T23:00:00Z,        2027-03-28T22:00:00Z
          Europe/Berlin,       7d,    2027-03-22T08:00:00Z,        2027-03-28T22:00:00Z
          Europe/Berlin,       1d,    2026-10-24T22:00:00Z,        2026-10-25T23:00:00Z
          Europe/Berlin,       7d,    2026-10-19T07:00:00Z,        2026-10-25T23:00:00Z
          Australia/Lord_Howe, 1d,    2027-04-03T13:00:00Z,        2027-04-04T13:30:00Z
          # a day without its midnight, and none at all
          Asia/Beirut,         1d,    2027-03-27T12:00:00Z,        2027-03-27T22:00:00Z
          Asia/Beirut,         1d,    2027-03-27T22:00:00Z,        2027-03-28T21:00:00Z
          Pacific/Apia,        1d,    2011-12-29T12:00:00Z,        2011-12-30T10:00:00Z
          # hours, minutes, seconds: exactly, whatever clocks show
          UTC,                 24h,   2026-12-01T09:00:00Z,        2026-12-02T09:00:00Z
          UTC,                 168h,  2026-12-01T09:00:00Z,        2026-12-08T09:00:00Z
          Europe/Berlin,       24h,   2027-03-27T23:00:00Z,        2027-03-28T23:00:00Z
          Europe/Berlin,       24h,   2026-10-24T22:00:00Z,        2026-10-25T22:00:00Z
          UTC,                 90m,   2026-12-01T23:00:00Z,        2026-12-02T00:30:00Z
          UTC,                 1s,    2026-12-01T09:00:00.000001Z, 2026-12-01T09:00:01.000001Z
          """)
  void sendsAgainFromAMomentOnAndNotJustBefore(
      String zone, String after, Instant reached, Instant from) {
    var rule = after(after, zone);

    assertThat(rule.from(reached)).hasValue(from);
    assertThat(rule.leavesAlone(reached, from)).isFalse();
    assertThat(rule.leavesAlone(reached, from.plus(400, ChronoUnit.DAYS))).isFalse();
    var before = from.minus(1, ChronoUnit.MICROS);
    assertThat(rule.leavesAlone(reached, before)).isTrue();
    assertThat(rule.since(before)).isBeforeOrEqualTo(reached);
    assertThat(rule.since(from)).isAfter(reached);
  }

  /** Two runs that are due at one moment, or in the wrong order. */
  @ParameterizedTest
  @ValueSource(strings = {"1s", "24h", "1d", "2w"})
  void leavesAloneWhoIsDueInAnotherRunAtTheSameMomentOrLater(String after) {
    var rule = after(after, "Europe/Berlin");
    var due = Instant.parse("2026-12-01T09:00:00Z");

    assertThat(rule.leavesAlone(due, due)).isTrue();
    assertThat(rule.leavesAlone(due.plus(30, ChronoUnit.DAYS), due)).isTrue();
  }

  /** Whatever clocks do meanwhile, and whenever in the week's day it is. */
  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"})
  void letsTheSameWeekdayComeEveryWeek(String zone) {
    var rule = after("7d", zone);
    var longer = after("8d", zone);
    var week = Instant.parse("2026-09-07T12:00:00Z").atZone(ZoneId.of(zone));
    for (var weeks = 0; weeks < 60; weeks++) {
      var due = week.plusWeeks(weeks).withHour(weeks % 24).toInstant();
      var next = week.plusWeeks(weeks + 1).withHour((7 * weeks + 3) % 24).toInstant();
      assertThat(rule.leavesAlone(due, next)).as("%s, then %s", due, next).isFalse();
      assertThat(longer.leavesAlone(due, next)).isTrue();
      assertThat(rule.leavesAlone(due, next.minus(Duration.ofDays(1)))).isTrue();
    }
  }

  @Test
  void knowsAlwaysAndNever() {
    var due = Instant.parse("2026-12-01T09:00:00Z");
    var always = new AgainRule(new Again.Always(), ZoneId.of("UTC"));
    var never = new AgainRule(new Again.Never(), ZoneId.of("UTC"));

    assertThat(always.always()).isTrue();
    assertThat(always.leavesAlone(due, due)).isFalse();
    assertThat(always.from(due)).hasValue(due);
    assertThat(never.always()).isFalse();
    assertThat(never.leavesAlone(Instant.parse("1969-01-01T00:00:00Z"), due)).isTrue();
    assertThat(never.from(due)).isEmpty();
    assertThat(after("1d", "UTC").always()).isFalse();
  }

  private static AgainRule after(String written, String zone) {
    var last = written.length() - 1;
    var unit = java.util.Objects.requireNonNull(UNITS.get(written.substring(last)));
    var pause = new WrittenDuration(Long.parseLong(written.substring(0, last)), unit);
    assertThat(pause).hasToString(written);
    return new AgainRule(new Again.After(pause), ZoneId.of(zone));
  }
}
