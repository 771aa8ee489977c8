package dev.muster.campaign.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.campaign.Condition;
import dev.muster.campaign.During;
import dev.muster.campaign.Interval;
import dev.muster.campaign.Operator;
import dev.muster.campaign.Who;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DuringTest {

  /** The table "during" of the contract, row by row; empty means without end. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # as-of                 | zone             | during                          | from                 | to
          2026-06-15T12:34:56Z    | UTC              | last_days: 0                    | 2026-06-15T00:00:00Z | 2026-06-15T12:34:56Z
          2026-06-15T12:34:56Z    | UTC              | last_days: 7                    | 2026-06-08T00:00:00Z | 2026-06-15T12:34:56Z
          2026-06-15T00:00:00Z    | UTC              | last_days: 1                    | 2026-06-14T00:00:00Z | 2026-06-15T00:00:00Z
          2026-06-15T00:00:00Z    | UTC              | last_days: 0                    | 2026-06-15T00:00:00Z | 2026-06-15T00:00:00Z
          2026-06-15T12:00:00Z    | UTC              | last_hours: 36                  | 2026-06-14T00:00:00Z | 2026-06-15T12:00:00Z
          2026-06-15T12:00:00Z    | UTC              | last_hours: 0                   | 2026-06-15T12:00:00Z | 2026-06-15T12:00:00Z
          2026-06-15T12:34:56Z    | UTC              | days_ago: 0                     | 2026-06-15T00:00:00Z | 2026-06-15T12:34:56Z
          2026-06-15T12:34:56Z    | UTC              | days_ago: 1                     | 2026-06-14T00:00:00Z | 2026-06-15T00:00:00Z
          2026-06-15T12:34:56Z    | UTC              | between_days_ago: [3, 7]        | 2026-06-08T00:00:00Z | 2026-06-13T00:00:00Z
          2026-06-15T12:34:56Z    | UTC              | between_days_ago: [0, 0]        | 2026-06-15T00:00:00Z | 2026-06-15T12:34:56Z
          2026-06-15T12:34:56Z    | UTC              | between_hours_ago: [1, 2]       | 2026-06-15T10:34:56Z | 2026-06-15T11:34:56Z
          2026-06-15T12:34:56Z    | UTC              | more_than_days_ago: 5           |                      | 2026-06-10T00:00:00Z
          2026-06-15T12:34:56Z    | UTC              | more_than_days_ago: 0           |                      | 2026-06-15T00:00:00Z
          2026-06-15T12:34:56Z    | UTC              | on: 2026-06-01                  | 2026-06-01T00:00:00Z | 2026-06-02T00:00:00Z
          2026-06-15T12:34:56Z    | UTC              | on: 2026-06-15                  | 2026-06-15T00:00:00Z | 2026-06-15T12:34:56Z
          2026-06-15T12:34:56Z    | UTC              | between: [2026-06-01, 2026-06-03] | 2026-06-01T00:00:00Z | 2026-06-04T00:00:00Z
          2026-06-15T12:34:56Z    | UTC              | between: [2026-06-01T09:00, 2026-06-03T10:00:30] | 2026-06-01T09:00:00Z | 2026-06-03T10:00:30Z
          2026-06-15T12:34:56Z    | Asia/Tokyo       | between: [2026-06-01T09:00Z, 2026-06-03T10:00:00+02:00] | 2026-06-01T09:00:00Z | 2026-06-03T08:00:00Z
          2026-06-15T12:34:56Z    | UTC              | before: 2026-06-01              |                      | 2026-06-01T00:00:00Z
          2026-06-15T12:34:56Z    | Asia/Tokyo       | before: 2026-06-01T09:00        |                      | 2026-06-01T00:00:00Z
          2026-06-15T12:34:56Z    | UTC              | before: 2026-06-01T09:00:00Z    |                      | 2026-06-01T09:00:00Z
          2026-06-15T12:34:56Z    | UTC              | after: 2026-06-01               | 2026-06-02T00:00:00Z | 2026-06-15T12:34:56Z
          2026-06-15T12:34:56Z    | UTC              | after: 2026-06-01T09:00:00Z     | 2026-06-01T09:00:00.000001Z | 2026-06-15T12:34:56Z
          2026-06-15T12:34:56Z    | UTC              | month: this                     | 2026-06-01T00:00:00Z | 2026-06-15T12:34:56Z
          2026-06-01T00:00:00Z    | UTC              | month: this                     | 2026-06-01T00:00:00Z | 2026-06-01T00:00:00Z
          2026-06-15T12:34:56Z    | UTC              | month: previous                 | 2026-05-01T00:00:00Z | 2026-06-01T00:00:00Z
          2026-01-15T12:34:56Z    | UTC              | month: previous                 | 2025-12-01T00:00:00Z | 2026-01-01T00:00:00Z
          # a day of another zone
          2026-06-15T03:59:59Z    | America/New_York | last_days: 1                    | 2026-06-13T04:00:00Z | 2026-06-15T03:59:59Z
          2026-06-15T04:00:00Z    | America/New_York | last_days: 1                    | 2026-06-14T04:00:00Z | 2026-06-15T04:00:00Z
          2026-06-30T22:30:00Z    | Europe/Berlin    | month: this                     | 2026-06-30T22:00:00Z | 2026-06-30T22:30:00Z
          # the day that has 23 hours, and the one that has 25
          2026-03-30T12:00:00Z    | Europe/Berlin    | days_ago: 1                     | 2026-03-28T23:00:00Z | 2026-03-29T22:00:00Z
          2026-03-29T12:00:00Z    | Europe/Berlin    | last_hours: 24                  | 2026-03-28T12:00:00Z | 2026-03-29T12:00:00Z
          2026-10-26T12:00:00Z    | Europe/Berlin    | days_ago: 1                     | 2026-10-24T22:00:00Z | 2026-10-25T23:00:00Z
          2026-03-09T12:00:00Z    | America/New_York | days_ago: 1                     | 2026-03-08T05:00:00Z | 2026-03-09T04:00:00Z
          2026-11-02T12:00:00Z    | America/New_York | between_days_ago: [1, 2]        | 2026-10-31T04:00:00Z | 2026-11-02T05:00:00Z
          2026-11-02T12:00:00Z    | America/New_York | on: 2026-11-01                  | 2026-11-01T04:00:00Z | 2026-11-02T05:00:00Z
          # a clock time that is skipped moves forward by the gap, one that comes twice is the first
          2026-06-15T12:00:00Z    | Europe/Berlin    | after: 2026-03-29T02:30         | 2026-03-29T01:30:00.000001Z | 2026-06-15T12:00:00Z
          2026-12-15T12:00:00Z    | Europe/Berlin    | after: 2026-10-25T02:30         | 2026-10-25T00:30:00.000001Z | 2026-12-15T12:00:00Z
          # a day that has no midnight begins an hour later
          2026-04-25T12:00:00Z    | Africa/Cairo     | days_ago: 1                     | 2026-04-23T22:00:00Z | 2026-04-24T21:00:00Z
          """)
  void isTheStretchOfTimeOfTheContract(
      Instant asOf, String zone, String during, Instant from, Instant to) {
    var interval = during(during).around(asOf, ZoneId.of(zone)).before(asOf);
    assertThat(interval).isEqualTo(new Interval(from, to));
  }

  @ParameterizedTest
  @CsvSource({
    "last_days: 1, 2026-06-14T00:00:00Z, 2026-06-15T12:00:00Z",
    "next_days: 0, 2026-06-15T00:00:00Z, 2026-06-16T00:00:00Z",
    "next_days: 2, 2026-06-15T00:00:00Z, 2026-06-18T00:00:00Z",
    "days_ago: 0, 2026-06-15T00:00:00Z, 2026-06-15T12:00:00Z",
    "on: 2026-06-20, 2026-06-20T00:00:00Z, 2026-06-21T00:00:00Z",
    "after: 2026-06-20, 2026-06-21T00:00:00Z,",
    "before: 2026-06-20,, 2026-06-20T00:00:00Z",
  })
  void ofATestSeesTheFuture(String operator, Instant from, Instant to) {
    var asOf = Instant.parse("2026-06-15T12:00:00Z");
    var condition = (Condition.Profile) condition("profile: { at: { %s } }".formatted(operator));
    var within =
        (Operator.Within) condition.tests().values().iterator().next().operators().getFirst();
    assertThat(within.window().around(asOf, ZoneId.of("UTC"))).isEqualTo(new Interval(from, to));
  }

  @ParameterizedTest
  @ValueSource(strings = {"last_days", "days_ago", "more_than_days_ago"})
  void reachesBackAsFarAsDatabasesDo(String key) {
    var asOf = Instant.parse("2026-06-15T12:00:00Z");
    var interval = during(key + ": 1000000").around(asOf, ZoneId.of("UTC"));
    assertThat(interval.from() == null ? interval.to() : interval.from())
        .isAfter(Instant.parse("-0720-01-01T00:00:00Z"));
  }

  private static During during(String during) {
    return ((Condition.Did) condition("did: A\nduring: { %s }".formatted(during))).during();
  }

  private static Condition condition(String condition) {
    return ((Who.PastBehaviour) CampaignText.audience(condition).valid().who().selection())
        .audience();
  }
}
