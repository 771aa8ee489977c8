package dev.muster.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.SettableClock;
import dev.muster.gate.Verdict;
import dev.muster.look.Estimate;
import dev.muster.store.Purpose;
import dev.muster.store.RunStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** The account's frequency cap, over all campaigns. */
class FrequencyIT {
  private static final Instant MONDAY = Instant.parse("2026-12-07T09:00:00Z");
  private static final String EVERYONE =
      """
      who: { audience: { everyone: true } }
      what: { track: Offer }
      when: { at: launch }
      """;
  private static final String HALF =
      EVERYONE.replace("{ everyone: true }", "{ profile: { plan: pro } }");

  @TempDir private Path folder;

  /** Three campaigns of which the third is too much for whoever got both others. */
  @ParameterizedTest
  @EnumSource
  void countsTheRunsOfAllCampaigns(Database database) throws Exception {
    var clock = SettableClock.at("2026-12-07T09:00:00Z");
    try (var pad = new LaunchPad(database, folder).clock(clock).profiles(20).atMost(2, 1)) {
      pad.launch(pad.campaign("one", EVERYONE), MONDAY);
      pad.launch(pad.campaign("two", HALF), MONDAY);
      var third = pad.launch(pad.campaign("three", EVERYONE), MONDAY);

      assertThat(pad.users(third, Verdict.FREQUENCY_CAPPED)).isEqualTo(10);
      assertThat(pad.users(third, Verdict.ACCEPTED)).isEqualTo(10);
      assertThat(pad.sums(third).faultAtTheEnd()).isEmpty();
      assertThat(mostOften(pad)).isEqualTo(2);
    }
  }

  /** In days of the account's zone, the one of the run included; whatever the time of the day. */
  @ParameterizedTest
  @CsvSource({
    "1, 2026-12-07T09:00:00Z, 2026-12-07T23:59:59Z, 10",
    "1, 2026-12-07T23:59:59Z, 2026-12-08T00:00:00Z, 0",
    "2, 2026-12-07T00:00:00Z, 2026-12-08T23:59:59Z, 10",
    "2, 2026-12-07T23:59:59Z, 2026-12-09T00:00:00Z, 0",
    "7, 2026-12-01T00:00:00Z, 2026-12-07T23:00:00Z, 10",
    "7, 2026-11-30T23:59:59Z, 2026-12-07T23:00:00Z, 0",
  })
  void countsCalendarDays(int days, Instant first, Instant second, long capped) throws Exception {
    for (var database : Database.values()) {
      var clock = SettableClock.at(first.toString());
      try (var pad = new LaunchPad(database, folder).clock(clock).profiles(10).atMost(1, days)) {
        pad.launch(pad.campaign("one", EVERYONE), first);
        clock.set(second);
        var end = pad.launch(pad.campaign("two", EVERYONE), second);

        assertThat(pad.users(end, Verdict.FREQUENCY_CAPPED)).isEqualTo(capped);
      }
    }
  }

  /** Somebody who waits has a place, and so has whoever is left by a run that failed. */
  @ParameterizedTest
  @EnumSource
  void countsPlacesOfUnfinishedRuns(Database database) throws Exception {
    var clock = SettableClock.at("2026-12-07T09:00:00Z");
    try (var pad = new LaunchPad(database, folder).clock(clock)) {
      pad.atMost(1, 1)
          .profiles(
              """
              {"user_id": "london", "timezone": "Europe/London"}
              {"user_id": "boston", "timezone": "America/New_York"}
              """);
      var waiting =
          pad.launch(
              pad.campaign(
                  "one",
                  EVERYONE.replace(
                      "{ at: launch }",
                      "{ at: 2026-12-07T09:00, user_timezone: { passed: next_day } }")),
              MONDAY);
      assertThat(pad.run(waiting).status()).isEqualTo(RunStatus.WAITING);

      var end = pad.launch(pad.campaign("two", EVERYONE), MONDAY);
      assertThat(pad.users(end, Verdict.FREQUENCY_CAPPED)).isEqualTo(2);

      clock.set("2026-12-07T14:00:00Z");
      var last = pad.resume(waiting.run());
      assertThat(pad.run(last).status()).isEqualTo(RunStatus.COMPLETED);
      assertThat(pad.storedUsers()).containsExactly("boston", "london");
    }
  }

  @ParameterizedTest
  @EnumSource
  void countsNoRefusedRunNorWhoWasNotReached(Database database) throws Exception {
    var clock = SettableClock.at("2026-12-07T09:00:00Z");
    try (var pad = new LaunchPad(database, folder).clock(clock).profiles(120).atMost(1, 7)) {
      pad.launch(
          pad.campaign(
              "refused", EVERYONE.replace("true } }", "true }, cap: { abort_above: 100 } }")),
          MONDAY);
      pad.launch(
          pad.campaign(
              "aborted",
              EVERYONE.replace(
                  "{ track: Offer }", "{ track: Offer, properties: { a: \"{% abort %}\" } }")),
          MONDAY);
      var held =
          pad.launch(
              pad.campaign(
                  "held", EVERYONE.replace("true } }", "true }, control_group: { percent: 50 } }")),
              MONDAY);
      var end = pad.launch(pad.campaign("all", EVERYONE), MONDAY);

      assertThat(pad.users(end, Verdict.FREQUENCY_CAPPED))
          .isEqualTo(pad.users(held, Verdict.ACCEPTED));
      assertThat(pad.users(end, Verdict.ACCEPTED)).isEqualTo(pad.users(held, Verdict.CONTROL));
    }
  }

  @ParameterizedTest
  @EnumSource
  void letsThroughWhoeverIgnoresItAndCountsThemForOthers(Database database) throws Exception {
    var clock = SettableClock.at("2026-12-07T09:00:00Z");
    try (var pad = new LaunchPad(database, folder).clock(clock).profiles(5).atMost(1, 7)) {
      var ignoring = EVERYONE.replace("true } }", "true }, limit_per_user: ignore }");
      pad.launch(pad.campaign("one", ignoring), MONDAY);
      var second = pad.launch(pad.campaign("two", ignoring), MONDAY);
      var third = pad.launch(pad.campaign("three", EVERYONE), MONDAY);

      assertThat(pad.users(second, Verdict.ACCEPTED)).isEqualTo(5);
      assertThat(pad.users(third, Verdict.FREQUENCY_CAPPED)).isEqualTo(5);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "REAL, REAL, 5",
    "REAL, REHEARSAL, 5",
    "REHEARSAL, REAL, 0",
    "REHEARSAL, REHEARSAL, 5"
  })
  void countsRehearsedRunsForRehearsalsAlone(Purpose first, Purpose second, long capped)
      throws Exception {
    for (var database : Database.values()) {
      var clock = SettableClock.at("2026-12-07T09:00:00Z");
      try (var pad = new LaunchPad(database, folder).clock(clock).profiles(5).atMost(1, 7)) {
        pad.planning(first).launch(pad.campaign("one", EVERYONE), MONDAY);
        var end = pad.planning(second).launch(pad.campaign("two", EVERYONE), MONDAY);

        assertThat(pad.users(end, Verdict.FREQUENCY_CAPPED)).isEqualTo(capped);
      }
    }
  }

  /** Reached meanwhile by a run that ignores the cap. */
  @ParameterizedTest
  @EnumSource
  void asksAgainBeforeALaterExecutionSends(Database database) throws Exception {
    var clock = SettableClock.at("2026-12-07T09:00:00Z");
    try (var pad = new LaunchPad(database, folder).clock(clock)) {
      pad.atMost(1, 1)
          .profiles(
              """
              {"user_id": "boston", "plan": "pro", "timezone": "America/New_York"}
              {"user_id": "denver", "timezone": "America/New_York"}
              """);
      var waiting =
          pad.launch(
              pad.campaign(
                  "one",
                  EVERYONE.replace(
                      "{ at: launch }",
                      "{ at: 2026-12-07T09:00, user_timezone: { passed: next_day } }")),
              MONDAY);
      clock.set("2026-12-07T10:00:00Z");
      pad.launch(
          pad.campaign("two", HALF.replace("pro } } }", "pro } }, limit_per_user: ignore }")),
          MONDAY);

      clock.set("2026-12-07T14:00:00Z");
      var end = pad.resume(waiting.run());

      assertThat(pad.users(end, Verdict.FREQUENCY_CAPPED)).isOne();
      assertThat(pad.sums(end).faultAtTheEnd()).isEmpty();
      assertThat(pad.storedUsers()).containsExactly("boston", "denver");
    }
  }

  @ParameterizedTest
  @EnumSource
  void isKnownToEstimatesWhichLeaveTheirOwnRunOutOfAccount(Database database) throws Exception {
    var clock = SettableClock.at("2026-12-07T09:00:00Z");
    try (var pad = new LaunchPad(database, folder).clock(clock).profiles(10).atMost(1, 1)) {
      var one = pad.campaign("one", HALF);
      pad.launch(one, MONDAY);

      var same = pad.dryRun().of(pad.subject(one, MONDAY, MONDAY), Estimate::of).orElseThrow();
      var other =
          pad.dryRun()
              .of(pad.subject(pad.campaign("two", EVERYONE), MONDAY, MONDAY), Estimate::of)
              .orElseThrow();

      assertThat(same.audience().count(Verdict.FREQUENCY_CAPPED)).isZero();
      assertThat(other.audience().count(Verdict.FREQUENCY_CAPPED)).isEqualTo(5);
    }
  }

  /** Their ids and instants alone, as long as the setting of that moment may ask for them. */
  @ParameterizedTest
  @CsvSource({"2026-12-08T09:00:00Z, 10", "2026-12-09T09:00:00Z, 0"})
  void isStillKnownOfPrunedRuns(Instant pruned, int kept) throws Exception {
    for (var database : Database.values()) {
      var clock = SettableClock.at("2026-12-07T09:00:00Z");
      try (var pad = new LaunchPad(database, folder).clock(clock).profiles(10).atMost(1, 2)) {
        pad.launch(pad.campaign("one", EVERYONE), MONDAY);
        clock.set(pruned);
        pad.pruning(clock).olderThan(Duration.ofHours(1), _ -> {});

        assertThat(
                new JdbcTemplate(pad.dataSource())
                    .queryForObject("select count(*) from muster_contact", Integer.class))
            .isEqualTo(kept);
        var end = pad.launch(pad.campaign("two", EVERYONE), pruned);
        assertThat(pad.users(end, Verdict.FREQUENCY_CAPPED)).isEqualTo(kept);
      }
    }
  }

  /** Of ten at once, each sees the places that the others have taken. */
  @ParameterizedTest
  @CsvSource({"1, 1", "3, 1", "2, 7"})
  void reachesNobodyMoreOftenHoweverManyRunsAreLaunchedAtOnce(int messages, int days)
      throws Exception {
    for (var database : Database.values()) {
      var clock = SettableClock.at("2026-12-07T09:00:00Z");
      try (var pad =
          new LaunchPad(database, folder).clock(clock).profiles(60).atMost(messages, days)) {
        // Each has a pool of its own, elsewhere.
        pad.dataSource().setMaximumPoolSize(60);
        var launches = new ArrayList<Callable<RunEnd>>();
        for (var number = 0; number < 10; number++) {
          var campaign = pad.campaign("c" + number, number % 2 == 0 ? EVERYONE : HALF);
          launches.add(() -> pad.launch(campaign, MONDAY.truncatedTo(ChronoUnit.MINUTES)));
        }
        try (var threads = Executors.newFixedThreadPool(5)) {
          for (var end : threads.invokeAll(launches)) {
            assertThat(pad.run(end.get()).status())
                .as(String.valueOf(pad.run(end.get()).reason()))
                .isEqualTo(RunStatus.COMPLETED);
          }
        }

        assertThat(mostOften(pad)).isEqualTo(messages);
        // Nobody is left out for a place that nobody has.
        assertThat(reached(pad)).hasSize(60);
      }
    }
  }

  /** Whoever asks it to stop is not kept waiting, and is heard. */
  @ParameterizedTest
  @EnumSource
  void canBeStoppedWhileItWaitsForTheGatesOfAnother(Database database) throws Exception {
    var clock = SettableClock.at("2026-12-07T09:00:00Z");
    try (var pad = new LaunchPad(database, folder).clock(clock).profiles(5).atMost(1, 1);
        var other = pad.dataSource().getConnection()) {
      other.setAutoCommit(false);
      other.createStatement().execute("select id from muster_account for update");
      var campaign = pad.campaign("all", EVERYONE);
      try (var threads = Executors.newSingleThreadExecutor()) {
        var launch = threads.submit(() -> pad.launch(campaign, MONDAY));
        while (pad.store().runs().find(pad.id(MONDAY)).filter(FrequencyIT::isFound).isEmpty()) {
          Thread.onSpinWait();
        }

        pad.store().executions().requestStop(pad.run(MONDAY).key(), "the shop is closed");

        launch.get();
      }
      other.rollback();
      assertThat(pad.run(MONDAY).status()).isEqualTo(RunStatus.STOPPED);
      assertThat(pad.storedUsers()).isEmpty();
      assertThat(pad.users(pad.resume(pad.id(MONDAY)), Verdict.ACCEPTED)).isEqualTo(5);
    }
  }

  private static boolean isFound(dev.muster.store.Run run) {
    return run.qualified() != null && run.qualified() == 5;
  }

  @ParameterizedTest
  @EnumSource
  void saysSoWhereItWouldWaitForARowThatIsGone(Database database) throws Exception {
    var clock = SettableClock.at("2026-12-07T09:00:00Z");
    try (var pad = new LaunchPad(database, folder).clock(clock).profiles(5).atMost(1, 1)) {
      new JdbcTemplate(pad.dataSource()).update("delete from muster_account");

      var end = pad.launch(pad.campaign("all", EVERYONE), MONDAY);

      assertThat(((RunEnd.Failed) end).needsRemedy()).isTrue();
      assertThat(pad.run(MONDAY).reason()).contains("insert into muster_account (id) values (1)");
    }
  }

  private static long mostOften(LaunchPad pad) {
    var often =
        pad.storedUsers().stream()
            .collect(Collectors.groupingBy(user -> user, Collectors.counting()));
    return Collections.max(often.values());
  }

  private static List<String> reached(LaunchPad pad) {
    return IntStream.rangeClosed(1, 60)
        .mapToObj(number -> "u" + number)
        .filter(pad.storedUsers()::contains)
        .toList();
  }
}
