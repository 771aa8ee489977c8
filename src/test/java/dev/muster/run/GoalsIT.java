package dev.muster.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.SettableClock;
import dev.muster.campaign.CampaignId;
import dev.muster.campaign.Goal;
import dev.muster.campaign.file.CampaignFiles;
import dev.muster.campaign.file.CampaignReader;
import dev.muster.campaign.file.Reading;
import dev.muster.gate.Verdict;
import dev.muster.goal.Measured;
import dev.muster.goal.MeasuredRun;
import dev.muster.goal.Side;
import dev.muster.goal.Warning;
import dev.muster.message.TemplateLanguage;
import dev.muster.store.Purpose;
import dev.muster.store.RunStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** What runs have brought about, in small cases that can be counted by hand. */
class GoalsIT {
  private static final Instant MONDAY = Instant.parse("2026-12-07T09:00:00Z");
  private static final Instant TUESDAY = MONDAY.plus(Duration.ofDays(1));
  private static final Instant LATER = Instant.parse("2027-01-01T00:00:00Z");
  private static final CampaignId ALL = new CampaignId("all");

  @TempDir private Path folder;

  /** Everybody, half of them held back. */
  private static String campaign(String who, String goal) {
    return """
    who:
      audience: { everyone: true }
      control_group: { percent: 50 }
    %swhat: { track: Offer }
    when: { at: launch }
    %s
    """
        .formatted(who, goal);
  }

  private static String charged(String user, Instant at, Object amount) {
    return event(user, "Charged", at, amount);
  }

  private static String event(String user, String name, Instant at, Object amount) {
    return ("{\"user_id\": \"%s\", \"event\": \"%s\", \"occurred_at\": \"%s\", \"properties\":"
            + " {\"amount\": %s}}%n")
        .formatted(user, name, at, amount);
  }

  private static List<String> users(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(number -> "u" + number).toList();
  }

  /**
   * Acceptances ten seconds after users were due; for the control group, time begins so late, too.
   */
  @ParameterizedTest
  @EnumSource
  void countsEventsFromTheAnchorOnUntilBeforeTheEndOfTheTime(Database database) throws Exception {
    var accepted = MONDAY.plusSeconds(10);
    var hour = Duration.ofHours(1);
    var events = new StringBuilder();
    for (var user : users(40)) {
      events
          .append(event(user, "Early", accepted.minusNanos(1000), 1))
          .append(event(user, "First", accepted, 1))
          .append(event(user, "Last", accepted.plus(hour).minusNanos(1000), 1))
          .append(event(user, "Late", accepted.plus(hour), 1));
    }
    try (var pad = pad(database, accepted).profiles(40).events(events.toString())) {
      pad.launch(pad.campaign("all", campaign("", "")), MONDAY);

      for (var counted : Map.of("Early", 0L, "First", 40L, "Last", 40L, "Late", 0L).entrySet()) {
        var goal = goal("{ event: %s, within: 1h, value: amount }".formatted(counted.getKey()));
        var run = measured(pad, goal, LATER).runs().getFirst();
        var control = requireNonNull(run.sides().control());

        assertThat(run.timing().delay()).isEqualTo(Duration.ofSeconds(10));
        assertThat(run.timing().closesAt()).isEqualTo(accepted.plus(hour));
        assertThat(run.sides().reached().users() + control.users()).isEqualTo(40);
        assertThat(control.users()).isPositive();
        assertThat(run.sides().reached().converted() + control.converted())
            .as(counted.getKey())
            .isEqualTo(counted.getValue());
        assertThat(control.converted()).isIn(0L, control.users());
      }
    }
  }

  /** What the clock has not come to is not seen, and whose time has not begun is not measured. */
  @ParameterizedTest
  @EnumSource
  void seesNothingFromTheClockOn(Database database) throws Exception {
    var events =
        users(40).stream()
            .map(user -> charged(user, MONDAY.plusSeconds(30), 1))
            .collect(Collectors.joining());
    try (var pad = pad(database, MONDAY.plusSeconds(10)).profiles(40).events(events)) {
      pad.launch(pad.campaign("all", campaign("", "goal: { event: Charged, within: 1h }")), MONDAY);

      assertThat(at(pad, "2026-12-07T09:00:09.999999Z")).isEqualTo("0 users, 0 converted");
      assertThat(at(pad, "2026-12-07T09:00:10Z")).isEqualTo("40 users, 0 converted");
      assertThat(at(pad, "2026-12-07T09:00:30Z")).isEqualTo("40 users, 0 converted");
      assertThat(at(pad, "2026-12-07T09:00:30.000001Z")).isEqualTo("40 users, 40 converted");
      assertThat(at(pad, "2026-12-07T10:00:09.999999Z")).isEqualTo("40 users, 40 converted");
      assertThat(at(pad, "2026-12-07T10:00:10Z")).isEqualTo("40 users, 40 converted, complete");
    }
  }

  private static String at(LaunchPad pad, String clock) {
    var run = pad.measuring(Instant.parse(clock)).of(pad.run(MONDAY)).orElseThrow();
    assertThat(both(run).value()).isNull();
    return "%d users, %d converted%s"
        .formatted(
            both(run).users(), both(run).converted(), run.timing().complete() ? ", complete" : "");
  }

  @ParameterizedTest
  @EnumSource
  void delaysTheControlGroupByTheLowerMedian(Database database) throws Exception {
    try (var pad = pad(database, MONDAY).profiles(10)) {
      pad.launch(pad.campaign("all", campaign("", "goal: { event: Charged, within: 1h }")), MONDAY);

      assertThat(delay(pad)).isZero();
      assertThat(delay(pad, 5)).isEqualTo(5);
      assertThat(delay(pad, 9, 3)).isEqualTo(3);
      assertThat(delay(pad, 50, 1, 2)).isEqualTo(2);
      assertThat(delay(pad, 1, 2, 3, 4)).isEqualTo(2);
      assertThat(delay(pad, 7, 7)).isEqualTo(7);
      assertThat(delay(pad, -5)).isZero();
      assertThat(delay(pad, -5, 7)).isZero();
    }
  }

  /** In seconds, where users were reached so long after they were due. */
  private static long delay(LaunchPad pad, long... delays) {
    var jdbc = new JdbcTemplate(pad.dataSource());
    jdbc.update("delete from muster_contact where how = 'accepted'");
    for (var number = 0; number < delays.length; number++) {
      jdbc.update(
          "insert into muster_contact (campaign, user_id, due_at, run_id, rehearsal,"
              + " reached_at, how) values ('all', ?, ?, ?, false, ?, 'accepted')",
          "reached" + number,
          MONDAY.atOffset(ZoneOffset.UTC),
          pad.run(MONDAY).key().value(),
          MONDAY.plusSeconds(delays[number]).atOffset(ZoneOffset.UTC));
    }
    return measured(pad).timing().delay().toSeconds();
  }

  /**
   * Whoever is reached later has a time that begins later; late events count when they are there.
   */
  @ParameterizedTest
  @EnumSource
  void takesTheAcceptanceOfEachExecutionAndEventsThatComeLate(Database database) throws Exception {
    var clock = SettableClock.at(MONDAY.toString());
    try (var pad = new LaunchPad(database, folder).clock(clock).profiles(30)) {
      pad.faults("{\"faults\": [{\"containing\": \"\\\"userId\\\":\\\"u1\", \"status\": 400}]}");
      pad.launch(
          pad.campaign(
              "all",
              """
              who: { audience: { everyone: true } }
              what: { track: Offer }
              when: { at: launch }
              goal: { event: Charged, within: 1h }
              """),
          MONDAY);
      var rejected = pad.users(new RunEnd.Worked(pad.id(MONDAY)), Verdict.REJECTED);
      assertThat(rejected).isPositive();
      assertThat(measured(pad).sides().reached().users()).isEqualTo(30 - rejected);
      assertThat(measured(pad).sides().control()).isNull();
      assertThat(measured(pad).sides().lift()).isNull();

      clock.set(MONDAY.plusSeconds(1800));
      pad.noFaults().retryRejected(MONDAY);
      pad.events(
          users(30).stream()
              .map(user -> charged(user, MONDAY.plus(Duration.ofMinutes(75)), 1))
              .collect(Collectors.joining()));

      assertThat(measured(pad).sides().reached().users()).isEqualTo(30);
      assertThat(measured(pad).sides().reached().converted()).isEqualTo(rejected);
    }
  }

  /** In half an audience, before anybody knew of it: worked on, abandoned, and refused. */
  @ParameterizedTest
  @EnumSource
  void measuresRunsThatAreNotFinishedAsFarAsTheyHaveCome(Database database) throws Exception {
    try (var pad = pad(database, MONDAY).profiles(120)) {
      var goal = "goal: { event: Charged, within: 1h }";
      pad.launch(pad.campaign("all", campaign("", goal)), MONDAY);
      var before = measured(pad);

      var jdbc = new JdbcTemplate(pad.dataSource());
      jdbc.update("update muster_run set status = 'running', ended_at = null");
      jdbc.update("delete from muster_contact where how = 'accepted'");
      var atWork = measured(pad);
      assertThat(pad.run(MONDAY).status()).isEqualTo(RunStatus.RUNNING);
      assertThat(atWork.sides()).isEqualTo(before.sides());
      assertThat(atWork.timing().complete()).isFalse();

      pad.launch(pad.campaign("all", campaign("  cap: { abort_above: 100 }\n", goal)), TUESDAY);
      var refused = pad.measuring(LATER).of(pad.run(TUESDAY)).orElseThrow();
      assertThat(refused.sides().reached()).isEqualTo(new Side(0, 0, null));
      assertThat(refused.sides().control()).isEqualTo(new Side(0, 0, null));
      assertThat(refused.sides().reached().rate()).isNull();
      assertThat(refused.timing().closesAt()).isNull();
      assertThat(refused.warnings()).isEmpty();
      assertThat(requireNonNull(refused.sides().lift()).tooFew()).hasSize(3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void measuresNoRunWithoutAGoal(Database database) throws Exception {
    try (var pad = pad(database, MONDAY).profiles(10)) {
      pad.launch(pad.campaign("all", campaign("", "")), MONDAY);
      pad.launch(
          pad.campaign("all", campaign("", "goal: { event: Charged, within: 1h }")), TUESDAY);

      assertThat(pad.measuring(LATER).of(pad.run(MONDAY))).isEmpty();
      assertThat(measured(pad, null, LATER).runs())
          .extracting(MeasuredRun::run)
          .containsExactly(pad.id(TUESDAY));
      assertThat(measured(pad, goal("{ event: A, within: 2d }"), LATER).runs()).hasSize(2);
    }
  }

  /** Two runs an hour apart, with times of two hours: what lies in both counts once. */
  @ParameterizedTest
  @EnumSource
  void poolsEachUserOnceAndEachEventOnce(Database database) throws Exception {
    var second = MONDAY.plus(Duration.ofHours(1));
    var clock = SettableClock.at(MONDAY.toString());
    var events = new StringBuilder();
    for (var user : users(60)) {
      events
          .append(charged(user, MONDAY.plus(Duration.ofMinutes(30)), 1))
          .append(charged(user, MONDAY.plus(Duration.ofMinutes(90)), 10))
          .append(charged(user, MONDAY.plus(Duration.ofMinutes(150)), 100))
          .append(charged(user, MONDAY.plus(Duration.ofMinutes(180)), 1000));
    }
    try (var pad =
        new LaunchPad(database, folder).clock(clock).profiles(60).events(events.toString())) {
      var goal = "goal: { event: Charged, within: 2h, value: amount }";
      var file = pad.campaign("all", campaign("", goal));
      pad.launch(file, MONDAY);
      clock.set(second);
      pad.launch(file, second);

      var measured = measured(pad, null, LATER);
      var pooled = requireNonNull(measured.pooled());
      var first = measured.runs().getFirst();

      assertThat(values(both(first))).isEqualTo("60 users, 60 converted, 660");
      assertThat(values(both(measured.runs().getLast()))).isEqualTo("60 users, 60 converted, 6600");
      assertThat(pooled.runs()).isEqualTo(2);
      assertThat(pooled.both()).isZero();
      assertThat(pooled.sides().reached().users()).isEqualTo(first.sides().reached().users());
      assertThat(values(sum(pooled.sides().reached(), requireNonNull(pooled.sides().control()))))
          .isEqualTo("60 users, 60 converted, 6660");

      // From now on fewer are held back: who was and is not is on both sides.
      var third = second.plus(Duration.ofHours(4));
      clock.set(third);
      pad.launch(
          pad.campaign("all", campaign("", goal).replace("percent: 50", "percent: 10")), third);
      var moved = requireNonNull(measured(pad, null, LATER).pooled());
      var held = requireNonNull(first.sides().control()).users();
      var stillHeld = pad.users(new RunEnd.Worked(pad.id(third)), Verdict.CONTROL);
      assertThat(moved.both()).isEqualTo(held - stillHeld).isPositive();
      assertThat(requireNonNull(moved.sides().control()).users()).isEqualTo(stillHeld);
      assertThat(moved.sides().reached().users()).isEqualTo(first.sides().reached().users());
    }
  }

  @ParameterizedTest
  @EnumSource
  void poolsTheRunsWithTheGoalOfTheLatest(Database database) throws Exception {
    var clock = SettableClock.at(MONDAY.toString());
    try (var pad = new LaunchPad(database, folder).clock(clock).profiles(20)) {
      var goals =
          List.of(
              "{ event: Charged, within: 7d, where: { amount: { at_least: 5 } } }",
              "{ event: Charged, within: 7d }",
              "{ event: Charged, where: { amount: { at_least: 5 } }, within: 1w }",
              "{ event: Charged, where: { amount: { at_least: 5 } }, within: 168h }");
      for (var number = 0; number < goals.size(); number++) {
        var planned = MONDAY.plusSeconds(60L * number);
        clock.set(planned);
        pad.planning(number == 3 ? Purpose.REHEARSAL : Purpose.REAL)
            .launch(pad.campaign("all", campaign("", "goal: " + goals.get(number))), planned);
      }

      var measured = measured(pad, null, LATER);

      assertThat(measured.runs()).hasSize(4);
      assertThat(measured.runs().getFirst().goal().where())
          .isEqualTo("{\"amount\":{\"at_least\":5}}");
      // The third and the first; not the rehearsal.
      assertThat(requireNonNull(measured.pooled()).runs())
          .isEqualTo(measured.runs().stream().filter(run -> !run.rehearsal()).count() - 1);
      assertThat(
              requireNonNull(measured(pad, goal("{ event: A, within: 1d }"), LATER).pooled())
                  .runs())
          .isEqualTo(3);
    }
  }

  /** Of the control group, those alone whom the gates behind it would have let through. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "'  again: never', 60",
        "'  again: { after: 1d }', 0",
        "'  again: { after: 2d }', 60",
        "'  again: always', 0",
      })
  void comparesOfTheControlGroupWhoWasNotComparedLately(String again, int notCompared)
      throws Exception {
    for (var database : Database.values()) {
      var clock = SettableClock.at(MONDAY.toString());
      try (var pad = new LaunchPad(database, folder).clock(clock).profiles(120)) {
        var file =
            pad.campaign("all", campaign(again + "\n", "goal: { event: Charged, within: 1h }"));
        var held = pad.users(pad.launch(file, MONDAY), Verdict.CONTROL);
        pad.profiles(
            IntStream.rangeClosed(1, 6)
                .mapToObj("{\"user_id\": \"new%d\"}%n"::formatted)
                .collect(Collectors.joining()));
        clock.set(TUESDAY);
        var end = pad.launch(file, TUESDAY);

        var first = pad.measuring(LATER).of(pad.run(MONDAY)).orElseThrow();
        var second = pad.measuring(LATER).of(pad.run(TUESDAY)).orElseThrow();

        assertThat(first.notCompared()).isZero();
        assertThat(requireNonNull(first.sides().control()).users()).isEqualTo(held);
        assertThat(second.notCompared()).isEqualTo(notCompared == 0 ? 0 : held);
        assertThat(requireNonNull(second.sides().control()).users() + second.notCompared())
            .isEqualTo(pad.users(end, Verdict.CONTROL));
        assertThat(second.warnings()).isEmpty();
      }
    }
  }

  /** Where nobody was reached, nobody was compared; who may be reached yet is waited for. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          H2,         nobody is sent to and it is abandoned,    true
          POSTGRESQL, nobody is sent to and it is abandoned,    true
          H2,         some are sent to and it is abandoned,     false
          POSTGRESQL, some are sent to and it is abandoned,     false
          H2,         nobody is sent to and it may go on,       false
          POSTGRESQL, nobody is sent to and it may go on,       false
          H2,         nobody has a message that can be sent,    true
          POSTGRESQL, nobody has a message that can be sent,    true
          H2,         all are rejected,                         false
          POSTGRESQL, all are rejected,                         false
          """)
  void comparesAgainWithThoseWhoseRunHasReachedNobody(
      Database database, String before, boolean again) throws Exception {
    var clock = SettableClock.at(MONDAY.toString());
    try (var pad = new LaunchPad(database, folder).clock(clock).profiles(40)) {
      var said =
          campaign("  again: { after: 30d }\n", "goal: { event: Charged, within: 1h }")
              .replace(
                  "{ track: Offer }",
                  before.contains("message")
                      ? "{ track: Offer, properties: { n: \"{{ profile.user_id | number }}\" } }"
                      : "{ track: Offer }");
      var file = pad.campaign("all", said);
      if (before.contains("rejected")) {
        pad.faults("{\"faults\": [{\"probability\": 1, \"status\": 400}]}");
      } else if (before.startsWith("some")) {
        pad.delivering(new DeliverySettings(1, 5, 1, 1_000))
            .faults("{\"faults\": [{\"request\": 2, \"status\": 401}]}");
      } else if (before.startsWith("nobody is")) {
        pad.faults("{\"faults\": [{\"probability\": 1, \"status\": 401}]}");
      }
      var held = pad.users(pad.launch(file, MONDAY), Verdict.CONTROL);
      assertThat(held).isPositive();
      pad.noFaults();
      if (before.contains("abandoned")) {
        var abandoned = pad.abandon(pad.id(MONDAY), "no more");
        assertThat(pad.run(abandoned).status()).isEqualTo(RunStatus.ABANDONED);
        assertThat(pad.users(abandoned, Verdict.ACCEPTED) == 0).isEqualTo(again);
      }
      clock.set(TUESDAY);
      pad.launch(pad.campaign("all", campaign("  again: { after: 30d }\n", "")), TUESDAY);

      var compared = pad.store().compared();
      assertThat(compared.count(pad.run(MONDAY).key())).hasValue(again ? 0 : held);
      assertThat(compared.count(pad.run(TUESDAY).key())).hasValue(again ? held : 0);
    }
  }

  /** Who has no id, who has had too many messages, and whose window is missed. */
  @ParameterizedTest
  @EnumSource
  void comparesNobodyWhomAnotherGateWouldHaveKept(Database database) throws Exception {
    var clock = SettableClock.at("2026-12-07T09:00:00Z");
    try (var pad = new LaunchPad(database, folder).clock(clock).atMost(1, 1)) {
      var profiles = new StringBuilder();
      for (var number = 1; number <= 40; number++) {
        for (var kind : List.of("free", "noid", "often", "late")) {
          profiles.append(
              "{\"user_id\": \"%s%d\", \"plan\": \"%s\", \"timezone\": \"%s\"%s}%n"
                  .formatted(
                      kind,
                      number,
                      kind,
                      kind.equals("late") ? "Asia/Tokyo" : "UTC",
                      kind.equals("noid") ? "" : ", \"key\": \"%s%d\"".formatted(kind, number)));
        }
      }
      pad.profiles(profiles.toString());
      pad.launch(
          pad.campaign(
              "other",
              """
              who: { audience: { profile: { plan: often } } }
              what: { track: Offer, user_id: key }
              when: { at: launch }
              """),
          MONDAY);
      var end =
          pad.launch(
              pad.campaign(
                  "all",
                  """
                  who: { audience: { everyone: true }, control_group: { percent: 50 } }
                  what: { track: Offer, user_id: key }
                  when: { at: 2026-12-07T09:00, user_timezone: { passed: skip } }
                  goal: { event: Charged, within: 1h }
                  """),
              MONDAY);

      var compared =
          new JdbcTemplate(pad.dataSource())
              .queryForList(
                  "select user_id from muster_contact where how = 'compared'", String.class);

      assertThat(compared).isNotEmpty().allMatch(user -> user.startsWith("free"));
      assertThat(compared)
          .containsExactlyInAnyOrderElementsOf(
              members(pad, end, Verdict.CONTROL).stream()
                  .filter(user -> user.startsWith("free"))
                  .toList());
      assertThat(pad.users(end, Verdict.ACCEPTED)).isEqualTo(40 - compared.size());
      var measured = pad.measuring(LATER).of(pad.run(end)).orElseThrow();
      assertThat(requireNonNull(measured.sides().control()).users()).isEqualTo(compared.size());
      assertThat(measured.notCompared())
          .isEqualTo(pad.users(end, Verdict.CONTROL) - compared.size());
    }
  }

  /**
   * Those who buy much have been reached before. Nobody buys for being sent to; but held against
   * the whole control group, it would seem to keep users from buying.
   */
  @ParameterizedTest
  @EnumSource
  void showsNoLiftWhereThereIsNone(Database database) throws Exception {
    var clock = SettableClock.at(MONDAY.toString());
    var events = new StringBuilder();
    for (var number = 1; number <= 3000; number++) {
      // Every second user is on the plan "pro".
      if (number % 2 == 0 ? number % 5 != 0 : number % 9 == 0) {
        events.append(charged("u" + number, TUESDAY.plusSeconds(number), 1));
      }
    }
    try (var pad =
        new LaunchPad(database, folder)
            .clock(clock)
            .delivering(new DeliverySettings(4, 1000, 4, 1_000_000))
            .profiles(3000)
            .events(events.toString())) {
      var goal = "goal: { event: Charged, within: 1d }";
      var everyone = campaign("  again: never\n", goal);
      pad.launch(
          pad.campaign("all", everyone.replace("{ everyone: true }", "{ profile: { plan: pro } }")),
          MONDAY);
      clock.set(TUESDAY);
      var end = pad.launch(pad.campaign("all", everyone), TUESDAY);

      var run = pad.measuring(LATER).of(pad.run(end)).orElseThrow();
      var rate = requireNonNull(requireNonNull(run.sides().lift()).rate());
      assertThat(rate.bounds().low()).isNegative();
      assertThat(rate.bounds().high()).isPositive();

      var reached = run.sides().reached();
      var control = members(pad, end, Verdict.CONTROL);
      var converted = control.stream().filter(events.toString()::contains).count();
      assertThat(converted).isGreaterThan(control.size() / 3);
      assertThat(1.0 * converted / control.size() - requireNonNull(reached.rate()))
          .isGreaterThan(0.2);
      assertThat(run.notCompared()).isGreaterThan(600);
    }
  }

  @ParameterizedTest
  @EnumSource
  void warnsWhereTheSidesAreNotAlike(Database database) throws Exception {
    try (var pad = pad(database, MONDAY).profiles(200)) {
      pad.launch(pad.campaign("all", campaign("", "goal: { event: Charged, within: 1h }")), MONDAY);
      assertThat(measured(pad).warnings()).isEmpty();
      var jdbc = new JdbcTemplate(pad.dataSource());

      jdbc.update("update muster_run set qualified = qualified - 60");
      assertThat(measured(pad).warnings())
          .singleElement()
          .matches(warning -> warning.code() == Warning.Code.CONTROL_SHARE)
          .extracting(Warning::text)
          .asString()
          .contains(" of 140 users, ", "its share is 50 %");

      jdbc.update("update muster_run set qualified = qualified + 60");
      // Whom a gate keeps when a run is taken up is counted there once more.
      jdbc.update(
          "insert into muster_gate (run_id, verdict, users) select id, 'repeated', 60 from muster_run");
      assertThat(measured(pad).warnings()).isEmpty();

      jdbc.update("update muster_gate set users = users + 2 where verdict = 'pending'");
      assertThat(measured(pad).warnings())
          .singleElement()
          .matches(warning -> warning.code() == Warning.Code.LOST_AFTER_GATES)
          .extracting(Warning::text)
          .asString()
          .startsWith("2 of ");
    }
  }

  /** Those who are left of an abandoned run are never reached. */
  @ParameterizedTest
  @CsvSource({
    "H2, stopped, false",
    "H2, abandoned, true",
    "POSTGRESQL, stopped, false",
    "POSTGRESQL, abandoned, true"
  })
  void warnsOfThoseWhoAreLeftOnlyWhereTheyAreLeftForGood(
      Database database, String status, boolean warns) throws Exception {
    try (var pad = pad(database, MONDAY).profiles(200)) {
      pad.launch(pad.campaign("all", campaign("", "goal: { event: Charged, within: 1h }")), MONDAY);
      var jdbc = new JdbcTemplate(pad.dataSource());
      jdbc.update("update muster_run set status = ?", status);
      jdbc.update("update muster_result_users set users = users - 9 where verdict = 'accepted'");
      jdbc.update(
          "insert into muster_result_users (run_id, verdict, users) select id, 'pending', 9 from muster_run");

      assertThat(measured(pad).warnings())
          .extracting(Warning::code)
          .isEqualTo(warns ? List.of(Warning.Code.LOST_AFTER_GATES) : List.of());
    }
  }

  /** Of a run whose gates an earlier version closed, nobody knows whom to compare with. */
  @ParameterizedTest
  @EnumSource
  void comparesWithNobodyWhereNobodyHasLooked(Database database) throws Exception {
    try (var pad = pad(database, MONDAY).profiles(40)) {
      pad.launch(pad.campaign("all", campaign("", "goal: { event: Charged, within: 1h }")), MONDAY);
      var jdbc = new JdbcTemplate(pad.dataSource());
      jdbc.update("update muster_run set compared = null");
      jdbc.update("delete from muster_contact where how = 'compared'");

      var run = measured(pad);

      assertThat(run.sides().control()).isNull();
      assertThat(run.warnings())
          .extracting(Warning::code)
          .containsExactly(Warning.Code.CONTROL_UNKNOWN);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isKeptWhenARunIsPrunedAndNotBeforeItIsComplete(Database database) throws Exception {
    var events =
        users(400).stream()
            .map(user -> charged(user, MONDAY.plusSeconds(30), user.length() + ".25"))
            .collect(Collectors.joining());
    var clock = SettableClock.at(MONDAY.toString());
    try (var pad = new LaunchPad(database, folder).clock(clock).profiles(400).events(events)) {
      var file =
          pad.campaign(
              "all",
              campaign(
                  "  again: { after: 30d }\n",
                  "goal: { event: Charged, within: 7d, value: amount,"
                      + " where: { amount: { above: 3 } } }"));
      pad.launch(file, MONDAY);
      var week = MONDAY.plus(Duration.ofDays(7));

      assertThat(prune(pad, week.minusNanos(1000)))
          .containsExactly(
              new Pruning.Outcome.Open(
                  pad.run(MONDAY), "its goal is not complete before 2026-12-14T09:00:00Z"));
      var jdbc = new JdbcTemplate(pad.dataSource());
      jdbc.update("update muster_run_file set content = content || 'unknown: key'");
      assertThat(prune(pad, week))
          .containsExactly(
              new Pruning.Outcome.Open(
                  pad.run(MONDAY),
                  "its goal stands in a definition that this version of Muster cannot read"));
      jdbc.update("update muster_run_file set content = replace(content, 'unknown: key', '')");
      assertThat(pad.run(MONDAY).prunedAt()).isNull();
      var before = pad.measuring(week).of(pad.run(MONDAY)).orElseThrow();
      assertThat(before.sides().reached().converted()).isPositive();

      assertThat(prune(pad, week)).anyMatch(Pruning.Outcome.Done.class::isInstance);

      var after = pad.measuring(LATER).of(pad.run(MONDAY)).orElseThrow();
      assertThat(after)
          .isEqualTo(
              new MeasuredRun(
                  before.run(),
                  false,
                  before.goal(),
                  before.timing(),
                  true,
                  before.sides(),
                  before.notCompared(),
                  before.warnings()));
      assertThat(after.timing().measuredAt()).isEqualTo(week);
      // Both sides are left alone by a later run still.
      clock.set(week);
      var next = pad.launch(file, week);
      assertThat(pad.users(next, Verdict.ACCEPTED)).isZero();
      assertThat(pad.measuring(LATER).of(pad.run(next)).orElseThrow().notCompared())
          .isEqualTo(pad.users(next, Verdict.CONTROL));

      var measured = measured(pad, null, LATER);
      assertThat(measured.runs()).hasSize(2);
      assertThat(requireNonNull(measured.pooled()).pruned()).isOne();
      assertThat(requireNonNull(measured.pooled()).runs()).isOne();
    }
  }

  @ParameterizedTest
  @EnumSource
  void forgetsThoseComparedWhomNobodyAsksForWhenARunIsPruned(Database database) throws Exception {
    try (var pad = pad(database, MONDAY).atMost(1, 365).profiles(40)) {
      pad.launch(pad.campaign("all", campaign("", "")), MONDAY);

      assertThat(prune(pad, MONDAY.plus(Duration.ofDays(2)))).hasSize(1);

      // Those who were reached may still be asked for by the frequency cap.
      assertThat(
              new JdbcTemplate(pad.dataSource())
                  .queryForList("select distinct how from muster_contact", String.class))
          .containsExactly("accepted");
    }
  }

  private LaunchPad pad(Database database, Instant accepted) {
    return new LaunchPad(database, folder).clock(SettableClock.at(accepted.toString()));
  }

  private static List<Pruning.Outcome> prune(LaunchPad pad, Instant now) {
    var outcomes = new ArrayList<Pruning.Outcome>();
    pad.pruning(SettableClock.at(now.toString())).olderThan(Duration.ofHours(1), outcomes::add);
    return outcomes;
  }

  private static MeasuredRun measured(LaunchPad pad) {
    return pad.measuring(LATER).of(pad.run(MONDAY)).orElseThrow();
  }

  private static Measured measured(LaunchPad pad, @Nullable Goal goal, Instant now) {
    return pad.measuring(now).of(ALL, pad.store().runs().list(ALL), goal);
  }

  private Goal goal(String yaml) throws Exception {
    var file = folder.resolve("goal.yaml");
    java.nio.file.Files.writeString(
        file,
        """
        campaign: goal
        name: Goal
        owner: growth@example.com
        who: { audience: { everyone: true } }
        what: { track: Offer }
        goal: %s
        """
            .formatted(yaml));
    var reader = new CampaignReader(new TemplateLanguage(ZoneOffset.UTC));
    return switch (reader.read(CampaignFiles.onDisk(file))) {
      case Reading.Valid valid -> requireNonNull(valid.campaign().goal());
      case Reading.Invalid invalid -> throw new AssertionError(invalid.faults().toString());
    };
  }

  private static Set<String> members(LaunchPad pad, RunEnd end, Verdict verdict) {
    var users = new TreeSet<String>();
    pad.store()
        .members()
        .list()
        .each(pad.run(end), EnumSet.of(verdict), row -> users.add(row.userId().value()));
    return users;
  }

  private static Side both(MeasuredRun run) {
    return sum(run.sides().reached(), requireNonNull(run.sides().control()));
  }

  private static Side sum(Side one, Side other) {
    var value = one.value();
    return new Side(
        one.users() + other.users(),
        one.converted() + other.converted(),
        value == null
            ? null
            : new Side.Value(
                value.sum().add(requireNonNull(other.value()).sum()), value.users(), 0));
  }

  private static String values(Side side) {
    return "%d users, %d converted, %s"
        .formatted(
            side.users(),
            side.converted(),
            requireNonNull(side.value()).sum().stripTrailingZeros().toPlainString());
  }
}
