package dev.muster.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.campaign.Cron;
import dev.muster.campaign.Moment;
import dev.muster.campaign.Repetition;
import dev.muster.campaign.When;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannedTimesTest {
  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final Instant LONG_AGO = Instant.parse("2000-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # skipped: 02:30 moves to 03:30
          America/New_York | 2027-03-13 | 02:30 | 2027-03-13T07:30:00Z | 2027-03-14T07:30:00Z | 2027-03-15T06:30:00Z
          Europe/Berlin    | 2027-03-27 | 02:30 | 2027-03-27T01:30:00Z | 2027-03-28T01:30:00Z | 2027-03-29T00:30:00Z
          Australia/Sydney | 2027-10-02 | 02:30 | 2027-10-01T16:30:00Z | 2027-10-02T16:30:00Z | 2027-10-03T15:30:00Z
          # by half an hour only: 02:15 moves to 02:45
          Australia/Lord_Howe | 2027-10-02 | 02:15 | 2027-10-01T15:45:00Z | 2027-10-02T15:45:00Z | 2027-10-03T15:15:00Z
          # twice: the first one
          America/New_York | 2027-11-06 | 01:30 | 2027-11-06T05:30:00Z | 2027-11-07T05:30:00Z | 2027-11-08T06:30:00Z
          Europe/Berlin    | 2027-10-30 | 02:30 | 2027-10-30T00:30:00Z | 2027-10-31T00:30:00Z | 2027-11-01T01:30:00Z
          Australia/Sydney | 2027-04-03 | 02:30 | 2027-04-02T15:30:00Z | 2027-04-03T15:30:00Z | 2027-04-04T16:30:00Z
          Australia/Lord_Howe | 2027-04-03 | 01:45 | 2027-04-02T14:45:00Z | 2027-04-03T14:45:00Z | 2027-04-04T15:15:00Z
          # far from Greenwich
          Pacific/Kiritimati | 2027-01-01 | 00:00 | 2026-12-31T10:00:00Z | 2027-01-01T10:00:00Z | 2027-01-02T10:00:00Z
          Pacific/Pago_Pago  | 2027-01-01 | 23:59 | 2027-01-02T10:59:00Z | 2027-01-03T10:59:00Z | 2027-01-04T10:59:00Z
          Asia/Kathmandu     | 2027-01-01 | 00:00 | 2026-12-31T18:15:00Z | 2027-01-01T18:15:00Z | 2027-01-02T18:15:00Z
          """)
  void followTheZonesClock(
      ZoneId zone, LocalDate from, LocalTime at, Instant first, Instant second, Instant third) {
    var times = repeated(from, null, new Repetition.Days(1, at), zone);

    assertThat(instants(times).limit(3)).containsExactly(first, second, third);
    assertThat(times.notBefore(second).findFirst().map(PlannedTime::instant)).contains(second);
    assertThat(times.at(second)).isPresent();
    assertThat(times.at(second.plusSeconds(1))).isEmpty();
  }

  /** From midnight to midnight of the campaign's zone, whichever day it is elsewhere. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          America/New_York   | 00:00 | 2027-03-14 | 2027-03-15 | 2027-03-14T05:00:00Z | 2027-03-15T04:00:00Z
          America/New_York   | 23:59 | 2027-03-13 | 2027-03-14 | 2027-03-14T04:59:00Z | 2027-03-15T03:59:00Z
          Pacific/Kiritimati | 00:00 | 2027-01-02 | 2027-01-03 | 2027-01-01T10:00:00Z | 2027-01-02T10:00:00Z
          # There was no midnight: the day began at one.
          Asia/Beirut        | 00:00 | 2021-03-28 | 2021-03-29 | 2021-03-27T22:00:00Z | 2021-03-28T21:00:00Z
          """)
  void areOfSomeDaysThoseOfTheirFirstAndTheirLast(
      ZoneId zone, LocalTime at, LocalDate first, LocalDate last, Instant one, Instant other) {
    var times = repeated(LocalDate.of(2000, 1, 1), null, new Repetition.Days(1, at), zone);

    assertThat(times.within(first, last).map(PlannedTime::instant)).containsExactly(one, other);
    assertThat(times.within(last, first)).isEmpty();
  }

  @Test
  void areOneRunWhereTheyBecomeOneInstant() {
    var times =
        repeated(
            LocalDate.of(2027, 3, 28),
            LocalDate.of(2027, 3, 28),
            new Repetition.ByCron(Cron.parse("*/30 1-3 * * *")),
            ZoneId.of("Europe/Berlin"));

    assertThat(instants(times))
        .containsExactly(
            Instant.parse("2027-03-28T00:00:00Z"),
            Instant.parse("2027-03-28T00:30:00Z"),
            Instant.parse("2027-03-28T01:00:00Z"),
            Instant.parse("2027-03-28T01:30:00Z"));
  }

  /** Samoa had no 30 December 2011. */
  @Test
  void areOneRunWhereADayIsSkipped() {
    var times =
        repeated(
            LocalDate.of(2011, 12, 29),
            LocalDate.of(2011, 12, 31),
            new Repetition.Days(1, LocalTime.of(9, 0)),
            ZoneId.of("Pacific/Apia"));

    assertThat(instants(times))
        .containsExactly(
            Instant.parse("2011-12-29T19:00:00Z"), Instant.parse("2011-12-30T19:00:00Z"));
  }

  @Test
  void endWithTheLastDayAndBeginNotBeforeTheFirst() {
    var mondays = new Repetition.Weeks(1, Set.of(DayOfWeek.MONDAY), LocalTime.of(9, 0));

    assertThat(
            instants(repeated(LocalDate.of(2026, 12, 7), LocalDate.of(2026, 12, 21), mondays, UTC)))
        .containsExactly(
            Instant.parse("2026-12-07T09:00:00Z"),
            Instant.parse("2026-12-14T09:00:00Z"),
            Instant.parse("2026-12-21T09:00:00Z"));
    assertThat(
            instants(repeated(LocalDate.of(2026, 12, 8), LocalDate.of(2026, 12, 20), mondays, UTC)))
        .containsExactly(Instant.parse("2026-12-14T09:00:00Z"));
    assertThat(
            instants(repeated(LocalDate.of(2026, 12, 8), LocalDate.of(2026, 12, 13), mondays, UTC)))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 9 * * 1      | 2026-12-07T09:00:00Z | 2026-12-14T09:00:00Z
          30 8,20 * * *  | 2026-12-02T08:30:00Z | 2026-12-02T20:30:00Z
          0 0 29 2 *     | 2028-02-29T00:00:00Z | 2032-02-29T00:00:00Z
          0 12 13 * fri  | 2026-12-04T12:00:00Z | 2026-12-11T12:00:00Z
          */20 23 31 * * | 2026-12-31T23:00:00Z | 2026-12-31T23:20:00Z
          """)
  void followACronExpression(String cron, Instant first, Instant second) {
    var times =
        repeated(LocalDate.of(2026, 12, 2), null, new Repetition.ByCron(Cron.parse(cron)), UTC);

    assertThat(instants(times).limit(2)).containsExactly(first, second);
  }

  @Test
  void areThoseThatAreListedEachOnceAndInOrder() {
    var when =
        new When(
            new When.AtTimes(
                List.of(
                    Moment.parse("2026-12-02T09:00").orElseThrow(),
                    Moment.parse("2026-12-01T09:00:00+01:00").orElseThrow(),
                    Moment.parse("2026-12-02T08:00:00Z").orElseThrow())),
            ZoneId.of("Europe/Berlin"));
    var times = PlannedTimes.of(when, UTC);

    assertThat(instants(times))
        .containsExactly(
            Instant.parse("2026-12-01T08:00:00Z"), Instant.parse("2026-12-02T08:00:00Z"));
    assertThat(times.at(Instant.parse("2026-12-02T09:00:00Z"))).isEmpty();
  }

  @Test
  void areReadInTheAccountsZoneWhenTheCampaignNamesNone() {
    var when =
        new When(
            new When.Repeat(
                LocalDate.of(2026, 12, 1), null, new Repetition.Days(1, LocalTime.of(9, 0))),
            null);

    assertThat(instants(PlannedTimes.of(when, ZoneId.of("Asia/Tokyo"))).findFirst())
        .contains(Instant.parse("2026-12-01T00:00:00Z"));
  }

  @Test
  void areNoneForACampaignThatIsRunAtItsLaunchOrLive() {
    for (var planning : List.of(new When.AtLaunch(), new When.Live(null, null, Duration.ZERO))) {
      assertThat(PlannedTimes.of(new When(planning, null), UTC).notBefore(LONG_AGO)).isEmpty();
    }
  }

  @Test
  void keepWhatIsWrittenWhereTheClockSkipsIt() {
    var times =
        repeated(
            LocalDate.of(2027, 3, 28),
            null,
            new Repetition.Days(1, LocalTime.of(2, 30)),
            ZoneId.of("Europe/Berlin"));

    assertThat(times.at(Instant.parse("2027-03-28T01:30:00Z")).orElseThrow().written())
        .isEqualTo("2027-03-28T02:30:00");
  }

  private static Stream<Instant> instants(PlannedTimes times) {
    return times.notBefore(LONG_AGO).map(PlannedTime::instant);
  }

  private static PlannedTimes repeated(
      LocalDate from, @Nullable LocalDate until, Repetition repetition, ZoneId zone) {
    return PlannedTimes.of(new When(new When.Repeat(from, until, repetition), zone), UTC);
  }
}
