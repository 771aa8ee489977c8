package dev.muster.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.campaign.Cron;
import dev.muster.campaign.Moment;
import dev.muster.campaign.Repetition;
import dev.muster.campaign.When;
import dev.muster.campaign.When.CutOff;
import dev.muster.campaign.When.DoNotDisturb;
import dev.muster.campaign.When.UserTimezone;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The tables {@code windows.csv} and {@code windows-late.csv} were made apart from {@link Windows}:
 * nearly all outcomes were worked out by hand, and {@code src/test/python/windows.py}, which puts
 * the rule in Python's own calendar, filled in the rest and confirmed all of them.
 */
class WindowsTest {
  private static final int ROUNDS = 3_000;
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final ZoneId PHOENIX = ZoneId.of("America/Phoenix");
  private static final ZoneId PUERTO_RICO = ZoneId.of("America/Puerto_Rico");

  /** 02:30, which New York skips on that day. */
  private static final Instant SKIPPED = Instant.parse("2027-03-14T07:30:00Z");

  static Stream<WindowsRow> rows() throws IOException {
    return WindowsRow.read("windows.csv");
  }

  static Stream<WindowsRow> lateRows() throws IOException {
    return WindowsRow.read("windows-late.csv");
  }

  @ParameterizedTest
  @MethodSource("rows")
  void findsWhenAUserIsDue(WindowsRow row) {
    assertThat(row.windows().first(row.user())).isEqualTo(row.expected());
  }

  @ParameterizedTest
  @MethodSource("lateRows")
  void judgesAgainAtTheMomentOfSending(WindowsRow row) {
    assertThat(row.windows().at(row.user(), row.now())).isEqualTo(row.expected());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void judgesTheSameAtThePlannedInstant(WindowsRow row) {
    assertThat(row.windows().at(row.user(), row.planned())).isEqualTo(row.expected());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void judgesTheSameOnceTheUserIsDue(WindowsRow row) {
    if (row.expected() instanceof Turn.Due due) {
      assertThat(row.windows().at(row.user(), due.at())).isEqualTo(due);
    }
  }

  @Test
  void takesTheClockTimeOfTheRunAmongSeveral() {
    var planning =
        new When.AtTimes(
            List.of(
                local("2027-03-14T01:45"), local("2027-03-14T02:30"), local("2027-03-15T02:30")));
    assertThat(first(planning, PHOENIX)).isEqualTo(due("2027-03-14T09:30:00Z"));
    assertThat(first(planning, PUERTO_RICO)).isEqualTo(new Turn.Discarded(Turn.Why.TIME_PASSED));
  }

  static Stream<Repetition> atHalfPastTwo() {
    var at = LocalTime.of(2, 30);
    return Stream.of(
        new Repetition.Days(1, at),
        new Repetition.Weeks(2, EnumSet.of(DayOfWeek.SUNDAY), at),
        new Repetition.Months(1, List.of(new Repetition.DayOfMonth.Numbered(14)), at, false),
        new Repetition.ByCron(Cron.parse("30 2 * * *")));
  }

  @ParameterizedTest
  @MethodSource("atHalfPastTwo")
  void takesARepeatedClockTimeAsWrittenThoughTheCampaignsZoneSkipsIt(Repetition repetition) {
    var planning = new When.Repeat(LocalDate.parse("2027-02-28"), null, repetition);
    assertThat(first(planning, PHOENIX)).isEqualTo(due("2027-03-14T09:30:00Z"));
    assertThat(first(planning, PUERTO_RICO)).isEqualTo(new Turn.Discarded(Turn.Why.TIME_PASSED));
  }

  @Test
  void needsNoClockTimeWithoutUserTimezone() {
    var planned = Instant.parse("2027-01-15T22:00:42.000007Z");
    var launch = new When(new When.AtLaunch(), null);
    assertThat(Windows.of(launch, planned, NEW_YORK).first(PHOENIX))
        .isEqualTo(new Turn.Due(planned, null));
  }

  @Test
  void agreesWithSomebodyWhoLooksAtTheClockOnceAMinute() {
    var random = new Random(20270314);
    var zones = ZoneId.getAvailableZoneIds().stream().sorted().map(ZoneId::of).toList();
    for (var round = 0; round < ROUNDS; round++) {
      var written =
          LocalDateTime.parse("2024-01-01T00:00").plusMinutes(30L * random.nextInt(5 * 365 * 48));
      var campaign = anyZone(random, zones, written);
      var account = anyZone(random, zones, written);
      var user = random.nextInt(8) == 0 ? null : anyZone(random, zones, written);
      var when = anyWhen(random, written, campaign);
      var planned = written.atZone(campaign).toInstant();
      var late = planned.plus(Duration.ofMinutes(random.nextInt(3 * 24 * 60)));

      var windows = Windows.of(when, planned, account);
      var watch = new Watch(when, written, campaign, account);
      assertThat(windows.first(user))
          .as("first for %s of %s planned %s, account %s", user, when, planned, account)
          .isEqualTo(watch.turn(user, planned));
      assertThat(windows.at(user, late))
          .as("at %s for %s of %s planned %s, account %s", late, user, when, planned, account)
          .isEqualTo(watch.turn(user, late));
    }
  }

  private static When anyWhen(Random random, LocalDateTime written, ZoneId campaign) {
    return new When(
        new When.AtTimes(List.of(new Moment.Local(written))),
        campaign,
        When.CatchUp.LATEST,
        random.nextInt(4) == 0
            ? null
            : new UserTimezone(
                any(random, UserTimezone.Passed.values()),
                any(random, UserTimezone.Unknown.values())),
        random.nextInt(4) == 0 ? null : anyQuiet(random),
        switch (random.nextInt(3)) {
          case 0 -> new CutOff.AtClock(anyTime(random));
          case 1 -> new CutOff.After(Duration.ofMinutes(30L * (1 + random.nextInt(60))));
          default -> null;
        });
  }

  private static DoNotDisturb anyQuiet(Random random) {
    var from = anyTime(random);
    var to = from.plusMinutes(30L * (1 + random.nextInt(47)));
    var days = EnumSet.allOf(DayOfWeek.class);
    if (random.nextBoolean()) {
      days.removeIf(day -> days.size() > 1 && random.nextBoolean());
    }
    return new DoNotDisturb(from, to, days, any(random, DoNotDisturb.Then.values()));
  }

  /** On a half hour, so that moments and bounds often meet. */
  private static LocalTime anyTime(Random random) {
    return LocalTime.MIDNIGHT.plusMinutes(30L * random.nextInt(48));
  }

  /** One without a clock change from a week before to two weeks after. */
  private static ZoneId anyZone(Random random, List<ZoneId> zones, LocalDateTime written) {
    var weekBefore = written.minusDays(7).toInstant(ZoneOffset.UTC);
    while (true) {
      var zone = zones.get(random.nextInt(zones.size()));
      var change = zone.getRules().nextTransition(weekBefore);
      if (change == null || change.getInstant().isAfter(weekBefore.plus(Duration.ofDays(21)))) {
        return zone;
      }
    }
  }

  private static <T> T any(Random random, T[] values) {
    return values[random.nextInt(values.length)];
  }

  private static Turn first(When.Planning planning, @Nullable ZoneId user) {
    var inUserZones = new UserTimezone(UserTimezone.Passed.SKIP, UserTimezone.Unknown.SKIP);
    var when = new When(planning, NEW_YORK, When.CatchUp.LATEST, inUserZones, null, null);
    return Windows.of(when, SKIPPED, NEW_YORK).first(user);
  }

  private static Moment.Local local(String text) {
    return new Moment.Local(LocalDateTime.parse(text));
  }

  private static Turn due(String instant) {
    return new Turn.Due(Instant.parse(instant), null);
  }
}
