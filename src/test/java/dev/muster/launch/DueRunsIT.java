package dev.muster.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.SettableClock;
import dev.muster.campaign.CampaignId;
import dev.muster.campaign.Cron;
import dev.muster.campaign.Moment;
import dev.muster.campaign.Repetition;
import dev.muster.campaign.RunId;
import dev.muster.campaign.When;
import dev.muster.run.LaunchPad;
import dev.muster.schedule.PlannedTimes;
import dev.muster.store.KnownCampaigns;
import dev.muster.store.Purpose;
import dev.muster.store.RunStatus;
import dev.muster.store.Transition;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A campaign for every day at nine, from the 10th of January on. */
class DueRunsIT {
  private static final CampaignId CAMPAIGN = new CampaignId("all");
  private static final When.Planning DAILY =
      new When.Repeat(LocalDate.of(2027, 1, 10), null, new Repetition.Days(1, LocalTime.of(9, 0)));

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # first seen, looked at again, after which runs are due and which are missed (days)
          # never before the day, nor before the time
          LATEST | 2027-01-09T00:00:00Z | 2027-01-10T08:59:59Z |             |
          LATEST | 2027-01-09T00:00:00Z | 2027-01-10T09:00:00Z | 10          |
          LATEST | 2027-01-09T00:00:00Z | 2027-01-10T09:04:00Z | 10          |
          # the latest of the last 24 hours, the others are missed
          LATEST | 2027-01-09T00:00:00Z | 2027-01-11T08:59:00Z | 10          |
          LATEST | 2027-01-09T00:00:00Z | 2027-01-11T09:00:00Z | 11          | 10
          LATEST | 2027-01-09T00:00:00Z | 2027-01-13T12:00:00Z | 13          | 10 11 12
          # what was before the campaign was known was not missed
          LATEST | 2027-01-13T08:00:00Z | 2027-01-13T12:00:00Z | 13          |
          LATEST | 2027-01-13T08:00:00Z | 2027-01-14T12:00:00Z | 14          | 13
          # but the latest of 24 hours before is caught up with
          LATEST | 2027-01-13T11:00:00Z | 2027-01-13T12:00:00Z | 13          |
          # all
          ALL    | 2027-01-09T00:00:00Z | 2027-01-13T12:00:00Z | 10 11 12 13 |
          ALL    | 2027-01-13T08:00:00Z | 2027-01-13T12:00:00Z | 10 11 12 13 |
          # none: within an hour it is met
          NONE   | 2027-01-09T00:00:00Z | 2027-01-11T10:00:00Z | 11          | 10
          NONE   | 2027-01-09T00:00:00Z | 2027-01-11T10:00:01Z |             | 10 11
          NONE   | 2027-01-13T08:00:00Z | 2027-01-13T12:00:00Z |             | 13
          NONE   | 2027-01-13T09:30:00Z | 2027-01-13T09:40:00Z | 13          |
          NONE   | 2027-01-13T09:30:00Z | 2027-01-13T10:40:00Z |             |
          """)
  void areThoseThatTheCampaignCatchesUpWith(
      When.CatchUp catchUp, Instant seen, Instant now, String due, String missed) throws Exception {
    for (var database : Database.values()) {
      try (var pad = new LaunchPad(database, folder)) {
        var clock = SettableClock.at(seen.toString());
        var dueRuns = dueRuns(pad, clock);
        // Nothing has come of it: only that it is known.
        pad.store()
            .campaigns()
            .keep(
                CAMPAIGN,
                Purpose.REAL,
                new KnownCampaigns.Known(planning(catchUp), seen, true, seen));

        clock.set(now.toString());
        var found = dueRuns.of(CAMPAIGN, when(catchUp), ZoneOffset.UTC);

        assertThat(found.runs()).containsExactlyElementsOf(days(due));
        assertThat(found.missed()).containsExactlyElementsOf(days(missed));
        // It is said once, and kept.
        var again = dueRuns.of(CAMPAIGN, when(catchUp), ZoneOffset.UTC);
        assertThat(again.runs()).isEqualTo(found.runs());
        assertThat(again.missed()).isEmpty();
        assertThat(pad.store().runs().list(CAMPAIGN))
            .extracting(dev.muster.store.Run::id)
            .containsExactlyElementsOf(days(missed));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # catch-up, first look (all in January), whether the one time of the 10th at nine is due,
          # missed, or past
          LATEST | 10T08:59:59 |        |
          LATEST | 10T09:00:00 | due    |
          LATEST | 11T09:00:00 | due    |
          LATEST | 11T09:00:01 | missed | passed
          LATEST | 17T09:00:00 | missed | passed
          LATEST | 17T09:00:01 |        | passed
          LATEST | 30T09:00:00 |        | passed
          NONE   | 10T10:00:00 | due    |
          NONE   | 10T10:00:01 | missed | passed
          NONE   | 17T09:00:01 |        | passed
          ALL    | 30T09:00:00 | due    |
          """)
  void areOfOneTimeDueOrMissedUpToAWeekLater(
      When.CatchUp catchUp, String look, String what, String passed) throws Exception {
    var time = Instant.parse("2027-01-10T09:00:00Z");
    var once =
        new When(
            new When.AtTimes(List.of(new Moment.Absolute(time))), null, catchUp, null, null, null);
    for (var database : Database.values()) {
      try (var pad = new LaunchPad(database, folder)) {
        var clock = SettableClock.at("2027-01-" + look + "Z");
        var dueRuns = dueRuns(pad, clock);
        var run = new RunId(CAMPAIGN, time);

        var found = dueRuns.of(CAMPAIGN, once, UTC);

        assertThat(found.runs()).isEqualTo("due".equals(what) ? List.of(run) : List.of());
        assertThat(found.missed()).isEqualTo("missed".equals(what) ? List.of(run) : List.of());
        assertThat(found.passed().isPresent()).isEqualTo(passed != null);
        // It is missed once, and past ever after.
        var again = dueRuns.of(CAMPAIGN, once, UTC);
        assertThat(again.missed()).isEmpty();
        assertThat(again.passed()).isEqualTo(found.passed());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void areNotMissedWhereTheOneTimeWasWrittenAfterwards(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder)) {
      var clock = SettableClock.at("2027-01-12T09:00:00Z");
      var dueRuns = dueRuns(pad, clock);
      dueRuns.of(CAMPAIGN, when(When.CatchUp.LATEST), UTC);
      var time = Instant.parse("2027-01-12T08:00:00Z");
      clock.set("2027-01-12T09:30:00Z");

      var found =
          dueRuns.of(
              CAMPAIGN, new When(new When.AtTimes(List.of(new Moment.Absolute(time))), null), UTC);

      assertThat(found.missed()).isEmpty();
      assertThat(found.runs()).isEmpty();
      assertThat(found.passed()).contains(new RunId(CAMPAIGN, time));
    }
  }

  @ParameterizedTest
  @EnumSource
  void areNotThoseThatWereRunOrGivenUp(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder)) {
      var campaign = daily(pad);
      var clock = SettableClock.at("2027-01-12T10:00:00Z");
      pad.clock(clock).launch(campaign, Instant.parse("2027-01-11T09:00:00Z"));

      var due = dueRuns(pad, clock).of(CAMPAIGN, when(When.CatchUp.LATEST), UTC);

      assertThat(due.runs()).containsExactlyElementsOf(days("12"));
      assertThat(due.missed()).isEmpty();
      assertThat(due.next()).contains(Instant.parse("2027-01-13T09:00:00Z"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void areJudgedAnewWhenThePlannedTimesHaveChanged(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder)) {
      var clock = SettableClock.at("2027-01-01T00:00:00Z");
      var dueRuns = dueRuns(pad, clock);
      dueRuns.of(CAMPAIGN, when(When.CatchUp.LATEST), UTC);
      clock.set("2027-02-01T12:00:00Z");

      var due =
          dueRuns.of(
              CAMPAIGN,
              new When(
                  new When.AtTimes(
                      List.of(
                          new Moment.Absolute(Instant.parse("2026-12-31T09:00:00Z")),
                          new Moment.Absolute(Instant.parse("2027-01-20T09:00:00Z")),
                          new Moment.Absolute(Instant.parse("2027-02-01T09:00:00Z")))),
                  null),
              UTC);

      assertThat(due.runs()).containsExactly(run("2027-02-01T09:00:00Z"));
      assertThat(due.missed()).containsExactly(run("2027-01-20T09:00:00Z"));
      assertThat(due.next()).isEmpty();
    }
  }

  /** At five past nine the file says half past eight. */
  @ParameterizedTest
  @EnumSource
  void areNotThoseThatAnEditPutsBeforeTheLastLaunch(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder)) {
      var clock = SettableClock.at("2027-01-12T09:00:00Z");
      var dueRuns = dueRuns(pad, clock);
      for (var catchUp : When.CatchUp.values()) {
        clock.set("2027-01-12T09:00:00Z");
        dueRuns.of(CAMPAIGN, when(catchUp), UTC);
        clock.set("2027-01-12T09:05:00Z");
        var edited =
            new When(
                new When.Repeat(
                    LocalDate.of(2027, 1, 1), null, new Repetition.Days(1, LocalTime.of(8, 30))),
                null,
                catchUp,
                null,
                null,
                null);

        assertThat(dueRuns.of(CAMPAIGN, edited, UTC).runs()).isEmpty();

        clock.set("2027-01-13T08:30:00Z");
        var next = dueRuns.of(CAMPAIGN, edited, UTC);
        assertThat(next.runs()).containsExactly(run("2027-01-13T08:30:00Z"));
        assertThat(next.missed()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void areNotThoseThatCameWhileTheCampaignWasStopped(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder)) {
      var clock = SettableClock.at("2027-01-12T09:00:00Z");
      var dueRuns = dueRuns(pad, clock);
      dueRuns.of(CAMPAIGN, when(When.CatchUp.ALL), UTC);
      clock.set("2027-01-20T10:00:00Z");
      dueRuns.pause(CAMPAIGN);
      clock.set("2027-01-20T10:05:00Z");

      var due = dueRuns.of(CAMPAIGN, when(When.CatchUp.ALL), UTC);

      assertThat(due.runs()).isEmpty();
      assertThat(due.missed()).isEmpty();
    }
  }

  /** The first launch finds one of many; the next must not go back to the one before. */
  @ParameterizedTest
  @EnumSource
  void areNotGoneBackToWhenALaterOneWasBegun(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder)) {
      var every =
          new When(
              new When.Repeat(
                  LocalDate.of(2027, 1, 1),
                  null,
                  new Repetition.ByCron(Cron.parse("*/10 * * * *"))),
              null);
      var clock = SettableClock.at("2027-01-12T09:02:00Z");
      var dueRuns = dueRuns(pad, clock);
      var first = dueRuns.of(CAMPAIGN, every, UTC);
      assertThat(first.runs()).containsExactly(run("2027-01-12T09:00:00Z"));
      assertThat(first.missed()).isEmpty();
      pad.store()
          .states()
          .plan(first.runs().getFirst(), clock.instant(), UTC, Purpose.REAL, 1, clock.instant());

      clock.set("2027-01-12T09:07:00Z");
      var second = dueRuns.of(CAMPAIGN, every, UTC);
      assertThat(second.runs()).isEmpty();
      assertThat(second.missed()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void areMadeUpForWhenAnOperatorSaysSo(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).profiles(3)) {
      var campaign = daily(pad);
      var planned = Instant.parse("2027-01-10T09:00:00Z");
      assertThat(
              pad.store()
                  .states()
                  .miss(Map.of(pad.id(planned), "nobody came"), UTC, Purpose.REAL, planned))
          .hasSize(1);
      assertThat(
              pad.store()
                  .states()
                  .miss(Map.of(pad.id(planned), "nobody came"), UTC, Purpose.REAL, planned))
          .isEmpty();

      var found = pad.resume(pad.id(planned));
      assertThat(pad.run(found).status()).isEqualTo(RunStatus.MISSED);
      assertThat(pad.storedUsers()).isEmpty();

      var made = pad.clock(SettableClock.at("2027-01-12T10:00:00Z")).launch(campaign, planned);
      assertThat(pad.run(made).status()).isEqualTo(RunStatus.COMPLETED);
      assertThat(pad.storedUsers()).hasSize(3);
      assertThat(
              pad.store()
                  .states()
                  .miss(Map.of(pad.id(planned), "nobody came"), UTC, Purpose.REAL, planned))
          .isEmpty();
    }
  }

  private static final ZoneId UTC = ZoneOffset.UTC;

  private static Path daily(LaunchPad pad) throws Exception {
    return pad.campaign(
        "all",
        """
        who: { audience: { everyone: true } }
        what: { track: Offer }
        when: { from: 2027-01-10, repeat: { every: day, at: "09:00" } }
        """);
  }

  private static When when(When.CatchUp catchUp) {
    return new When(DAILY, null, catchUp, null, null, null);
  }

  /** A launch that came, and begun nothing, is told from none. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # the launch before (in January), the one that finds out, and what it says of the 10th
          LATEST | 10T08:59:59 | 11T09:00:00 | no launch came that found it published before the next planned time had come, too
          LATEST | 10T09:00:00 | 11T09:00:00 | no launch that came could begin it, for the reason of 2027-01-10T09:00:00Z, before the next planned time had come, too
          LATEST | 10T08:59:59 | 12T08:00:00 | no launch came that found it published within 24 h of it
          LATEST | 10T23:00:00 | 12T08:00:00 | no launch that came could begin it, for the reason of 2027-01-10T23:00:00Z, within 24 h of it
          NONE   | 10T09:30:00 | 10T10:00:01 | no launch that came could begin it, for the reason of 2027-01-10T09:30:00Z, within 1 h of it
          NONE   | 10T08:30:00 | 10T10:00:01 | no launch came that found it published within 1 h of it
          """)
  void saysWhetherNoLaunchCame(When.CatchUp catchUp, String before, String now, String said)
      throws Exception {
    for (var database : Database.values()) {
      try (var pad = new LaunchPad(database, folder)) {
        var clock = SettableClock.at("2027-01-09T00:00:00Z");
        var dueRuns = dueRuns(pad, clock);
        for (var launch : List.of("09T00:00:00", before, now)) {
          clock.set("2027-01-" + launch + "Z");
          dueRuns.of(CAMPAIGN, when(catchUp), ZoneOffset.UTC);
        }

        assertThat(pad.store().runs().get(run("2027-01-10T09:00:00Z")).reason())
            .isEqualTo(
                "%s (catch_up: %s)".formatted(said, catchUp.name().toLowerCase(Locale.ROOT)));
      }
    }
  }

  private static String planning(When.CatchUp catchUp) {
    return PlannedTimes.of(when(catchUp), UTC) + " " + catchUp;
  }

  private static List<RunId> days(String days) {
    return days == null
        ? List.of()
        : Stream.of(days.split(" ", -1)).map(day -> run("2027-01-" + day + "T09:00:00Z")).toList();
  }

  private static RunId run(String planned) {
    return new RunId(CAMPAIGN, Instant.parse(planned));
  }

  /** Nobody is told of those that are missed. */
  private static DueRuns dueRuns(LaunchPad pad, Clock clock) {
    return new DueRuns(
        pad.store(),
        clock,
        Purpose.REAL,
        launch -> "for the reason of " + launch,
        (reasons, now) ->
            pad.store().states().miss(reasons, ZoneOffset.UTC, Purpose.REAL, now).stream()
                .map(Transition::run)
                .toList());
  }
}
