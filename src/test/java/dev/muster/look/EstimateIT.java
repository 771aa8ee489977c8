package dev.muster.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.muster.Database;
import dev.muster.SettableClock;
import dev.muster.campaign.Share;
import dev.muster.gate.CountRange;
import dev.muster.gate.Guard;
import dev.muster.gate.GuardAnswer;
import dev.muster.gate.UsualCount;
import dev.muster.gate.Verdict;
import dev.muster.run.DeliverySettings;
import dev.muster.run.LaunchPad;
import dev.muster.run.RunEnd;
import dev.muster.schedule.Opening;
import dev.muster.segmentapi.SendingSettings;
import dev.muster.store.Purpose;
import dev.muster.store.RunStatus;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** What an estimate says is what the run comes to that follows it. */
class EstimateIT {
  private static final Instant MONDAY = Instant.parse("2026-12-07T09:00:00Z");
  private static final Clock LATER = Clock.fixed(MONDAY.plusSeconds(3600), ZoneOffset.UTC);
  private static final int CAMPAIGNS = 30;

  private static final String EVERYONE =
      """
      who: { audience: { everyone: true } }
      what: { track: Offer }
      when: { at: launch }
      """;

  /** Some with one outgoing id, some opted out, in several zones, some with devices. */
  static final String PROFILES =
      IntStream.rangeClosed(1, 400)
          .mapToObj(number ->
              """
              {"user_id": "u%d", "email": "e%d@example.com", "plan": "%s", "points": %s, \
              "shared": "s%d", "timezone": "%s", "gcm_token": %s, "bulk": "%s", "opted_out": %s}\
              """
                  .formatted(
                      number,
                      number,
                      number % 3 == 0 ? "pro" : "free",
                      number % 11 == 0 ? "\"many\"" : number % 7,
                      number % 370,
                      List.of("UTC", "Mars/Olympus", "Asia/Tokyo", "America/New_York", "")
                          .get(number % 5),
                      number % 4 == 0 ? "[\"a" + number + "\", \"b" + number + "\"]" : "null",
                      "x".repeat(number % 97 == 0 ? 40_000 : number),
                      number > 390))
          .collect(Collectors.joining("\n"));

  static final String EVENTS =
      IntStream.rangeClosed(1, 200)
          .mapToObj(number ->
              """
              {"user_id": "u%d", "event": "Charged", "occurred_at": "2026-12-0%dT10:00:00Z"}\
              """
                  .formatted(number * 2, 1 + number % 6))
          .collect(Collectors.joining("\n"));

  /** Beside them, of the profiles, those have opted out whose numbers are above 390. */
  private static final String SPARED =
      IntStream.rangeClosed(1, 20)
          .mapToObj(number -> "u%d".formatted(number * 13))
          .collect(Collectors.joining("\n", "user_id\n", "\n"));

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void agreesWithTheRunThatFollowsGateByGate(Database database) throws Exception {
    var clock = SettableClock.at("2026-12-07T09:00:00Z");
    var met = new EnumMap<Verdict, Long>(Verdict.class);
    try (var pad = new LaunchPad(database, folder).clock(clock)) {
      pad.holdingBack(new Share(30))
          .sparing(pad.file("spared.csv", SPARED))
          .delivering(new DeliverySettings(3, 50, 4, 1_000))
          .profiles(PROFILES)
          .events(EVENTS);
      for (var seed = 1; seed <= CAMPAIGNS; seed++) {
        var id = "c" + seed;
        // Each campaign is run twice, and reaches users whom the others have reached.
        pad.atMost(seed, 7);
        var text = new AnyCampaign(seed).text();
        earlier(pad, clock, id, text);
        var campaign = pad.campaign(id, text);
        // On time, or a launch that comes late.
        var moment = seed % 3 == 0 ? MONDAY.plus(Duration.ofMinutes(400)) : MONDAY;

        var estimate =
            pad.dryRun().of(pad.subject(campaign, MONDAY, moment), Estimate::of).orElseThrow();
        clock.set(moment);
        var end = completed(pad, clock, campaign);

        assertThat(users(pad, end)).as(text).isEqualTo(nonZero(estimate.audience().verdicts()));
        assertSameDelivery(pad, end, estimate, text);
        nonZero(estimate.audience().verdicts())
            .forEach((verdict, users) -> met.merge(verdict, users, Long::sum));
      }
    }
    // None of it was agreed on for want of cases.
    assertThat(met.keySet())
        .contains(
            Verdict.SUPPRESSED,
            Verdict.SYSTEM_CONTROL,
            Verdict.CONTROL,
            Verdict.UNREACHABLE,
            Verdict.REPEATED,
            Verdict.FREQUENCY_CAPPED,
            Verdict.CAPPED,
            Verdict.DISCARDED,
            Verdict.EXPIRED,
            Verdict.ABORTED,
            Verdict.INVALID,
            Verdict.PENDING);
  }

  private static void assertSameDelivery(
      LaunchPad pad, RunEnd end, Estimate estimate, String text) {
    var run = pad.run(end);
    var sent = pad.store().deliveries().totals(run.key());
    assertThat(estimate.messages()).as(text).isEqualTo(sent.messages());
    assertThat(estimate.requests()).as(text).isEqualTo(sent.requests());
    assertThat(estimate.bytes()).as(text).isEqualTo(sent.bytes());
    assertThat(estimate.distinctIds())
        .as(text)
        .isEqualTo(estimate.audience().count(Verdict.PENDING));
    assertThat(estimate.invalid()).as(text).isEqualTo(pad.store().rejections().counts(run.key()));
    assertThat(estimate.openings())
        .as(text)
        .isEqualTo(
            pad.store().members().windows().openings(run.key()).stream()
                .filter(opening -> opening.sentTo() > 0)
                .map(each -> Opening.ahead(each.dueAt(), each.expiresAt(), each.sentTo()))
                .toList());
    assertThat(estimate.timezones().stream().mapToLong(Estimate.ZoneUsers::users).sum())
        .isEqualTo(estimate.audience().count(Verdict.PENDING));
  }

  /** So that {@code again} has somebody to keep back. */
  private static void earlier(LaunchPad pad, SettableClock clock, String id, String text)
      throws Exception {
    var planned = MONDAY.minus(Duration.ofDays(1));
    clock.set(planned);
    pad.launch(
        pad.campaign(
            id,
            text.replaceFirst("(?s)when:.*", "when: { at: 2026-12-06T09:00 }\n")
                .replaceFirst("  audience: .*", "  audience: { profile: { plan: pro } }")),
        planned);
  }

  /** Launched at each of its openings. */
  static RunEnd completed(LaunchPad pad, SettableClock clock, Path campaign) throws Exception {
    var end = pad.launch(campaign, MONDAY);
    while (pad.run(end).status() == RunStatus.WAITING) {
      clock.set(java.util.Objects.requireNonNull(pad.run(end).nextWindowAt()));
      end = pad.resume(end.run());
    }
    assertThat(pad.run(end).status())
        .as(String.valueOf(pad.run(end).reason()))
        .isEqualTo(RunStatus.COMPLETED);
    return end;
  }

  private static Map<Verdict, Long> users(LaunchPad pad, RunEnd end) {
    var accounting = pad.accounting(end);
    var users = new EnumMap<>(accounting.verdicts());
    users.put(
        Verdict.PENDING, accounting.count(Verdict.ACCEPTED) + accounting.count(Verdict.REJECTED));
    users.keySet().removeAll(List.of(Verdict.ACCEPTED, Verdict.REJECTED));
    return nonZero(users);
  }

  private static Map<Verdict, Long> nonZero(Map<Verdict, Long> users) {
    return users.entrySet().stream()
        .filter(verdict -> verdict.getValue() > 0)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @ParameterizedTest
  @EnumSource
  void leavesNothingBehind(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).clock(LATER).profiles(50)) {
      var campaign = pad.campaign("all", EVERYONE);

      pad.dryRun().of(pad.subject(campaign, MONDAY, MONDAY), Estimate::of);

      var jdbc = new JdbcTemplate(pad.dataSource());
      for (var table :
          List.of(
              "muster_run",
              "muster_run_file",
              "muster_member",
              "muster_outcome",
              "muster_request",
              "muster_gate",
              "muster_contact")) {
        assertThat(jdbc.queryForObject("select count(*) from " + table, Long.class))
            .as(table)
            .isZero();
      }
    }
  }

  /** Held by nothing that it has locked, and it does not see what the other does. */
  @ParameterizedTest
  @EnumSource
  void keepsNoRunWaitingNotEvenTheOneThatItStandsFor(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).clock(LATER).profiles(250)) {
      var campaign = pad.campaign("all", EVERYONE);

      var estimate =
          pad.dryRun()
              .of(
                  pad.subject(campaign, MONDAY, MONDAY),
                  frozen -> {
                    var first = Estimate.of(frozen);
                    assertThat(pad.run(launched(pad, campaign)).status())
                        .isEqualTo(RunStatus.COMPLETED);
                    return first;
                  })
              .orElseThrow();

      assertThat(estimate.audience().count(Verdict.PENDING)).isEqualTo(250);
      assertThat(pad.storedUsers()).hasSize(250);
    }
  }

  private static RunEnd launched(LaunchPad pad, Path campaign) {
    try {
      // In a thread of its own, so that it has no part in the transaction.
      var end = new ArrayList<RunEnd>();
      var thread =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  end.add(pad.launch(campaign, MONDAY));
                } catch (Exception e) {
                  throw new AssertionError(e);
                }
              });
      thread.join();
      return end.getFirst();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void leavesTheRunOutOfAccountThatItStandsForAndNoOther(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).clock(LATER).profiles(20)) {
      var campaign = pad.campaign("all", EVERYONE.replace("true } }", "true }, again: never }"));
      pad.launch(campaign, MONDAY);

      var same = pad.dryRun().of(pad.subject(campaign, MONDAY, MONDAY), Estimate::of);
      var next = MONDAY.plusSeconds(60);
      var other = pad.dryRun().of(pad.subject(campaign, next, next), Estimate::of);

      assertThat(same.orElseThrow().audience().count(Verdict.PENDING)).isEqualTo(20);
      assertThat(other.orElseThrow().audience().count(Verdict.REPEATED)).isEqualTo(20);
    }
  }

  /** As a rehearsal does, it sees rehearsed runs where the clock is not the real one. */
  @ParameterizedTest
  @CsvSource({"REAL, 0", "REHEARSAL, 20"})
  void seesRehearsedRunsWhereItRehearses(Purpose purpose, long repeated) throws Exception {
    for (var database : Database.values()) {
      try (var pad = new LaunchPad(database, folder).clock(LATER).profiles(20)) {
        var campaign = pad.campaign("all", EVERYONE.replace("true } }", "true }, again: never }"));
        pad.planning(Purpose.REHEARSAL).launch(campaign, MONDAY);

        var next = MONDAY.plusSeconds(60);
        var estimate =
            pad.planning(purpose).dryRun().of(pad.subject(campaign, next, next), Estimate::of);

        assertThat(estimate.orElseThrow().audience().count(Verdict.REPEATED)).isEqualTo(repeated);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void countsTheGatesAsIfARefusalHadBeenOverridden(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).clock(LATER).profiles(150)) {
      var campaign =
          pad.campaign("all", EVERYONE.replace("true } }", "true }, cap: { abort_above: 100 } }"));

      var estimate =
          pad.dryRun().of(pad.subject(campaign, MONDAY, MONDAY), Estimate::of).orElseThrow();

      assertThat(estimate.refusal()).contains("abort_above");
      assertThat(estimate.audience().count(Verdict.PENDING)).isEqualTo(150);
    }
  }

  @ParameterizedTest
  @EnumSource
  void saysWhatEachGuardWouldSay(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).clock(LATER).profiles(150)) {
      var expecting = "true }, expect: { between: [1, 400], change_at_most: 10% } }";
      var campaign = pad.campaign("all", EVERYONE.replace("true } }", expecting));
      pad.launch(campaign, MONDAY);
      pad.profiles(300);

      var tuesday = MONDAY.plus(Duration.ofDays(1));
      var estimate =
          pad.dryRun().of(pad.subject(campaign, tuesday, tuesday), Estimate::of).orElseThrow();

      assertThat(estimate.guards())
          .containsExactly(
              new GuardAnswer(Guard.BETWEEN, new CountRange(1L, 400L), null, null, 300),
              new GuardAnswer(
                  Guard.CHANGE_AT_MOST,
                  new CountRange(51L, 249L),
                  new UsualCount(new BigDecimal("150"), 1),
                  null,
                  300));
      assertThat(estimate.refusal())
          .isEqualTo(
              "300 users qualify, and who.expect.change_at_most allows 51 to 249"
                  + " (median 150 of 1 run)");
      assertThat(EstimateJson.of(estimate)).contains("\"guards\" : [ {", "\"median\" : 150,");
      assertThat(EstimateText.of(estimate))
          .contains(
              """
                between           holds, allows 1 to 400
                change_at_most    does not hold, allows 51 to 249 (median 150 of 1 run)
              """);
      assertThat(estimate.audience().count(Verdict.PENDING)).isEqualTo(300);
    }
  }

  @ParameterizedTest
  @EnumSource
  void findsTheUsersOfLists(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).clock(LATER).profiles(20)) {
      pad.file("some.csv", "user_id\nu1\nu3\nu3\nnobody\n");
      var campaign =
          pad.campaign("all", EVERYONE.replace("{ everyone: true }", "{ list: some.csv }"));

      var estimate =
          pad.dryRun().of(pad.subject(campaign, MONDAY, MONDAY), Estimate::of).orElseThrow();

      assertThat(estimate.qualified()).isEqualTo(2);
    }
  }

  /** By the requests, or by the messages where these take longer. */
  @ParameterizedTest
  @CsvSource({"10, 0, 0.4", "10, 60, 30.0", "100, 60, 5.0", "1000, 6000, 0.05"})
  void saysHowLongItSendsAtThePaceOfTheSettings(
      int requestsPerSecond, int messagesPerSecond, double seconds) throws Exception {
    try (var pad = new LaunchPad(Database.H2, folder).profiles(300)) {
      pad.delivering(new DeliverySettings(4, 100, 4, 1_000))
          .sending(
              new SendingSettings(
                  requestsPerSecond,
                  messagesPerSecond,
                  3,
                  Duration.ofMillis(1),
                  Duration.ofMillis(5),
                  Duration.ofSeconds(30),
                  true));
      var campaign = pad.campaign("all", EVERYONE);

      var estimate =
          pad.dryRun().of(pad.subject(campaign, MONDAY, MONDAY), Estimate::of).orElseThrow();

      assertThat(estimate.seconds()).isEqualTo(seconds, within(0.001));
    }
  }

  @ParameterizedTest
  @EnumSource
  void ordersZonesByTheirUsersAndNoneLast(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).clock(LATER).profiles(PROFILES)) {
      var campaign = pad.campaign("all", EVERYONE);

      var estimate =
          pad.dryRun().of(pad.subject(campaign, MONDAY, MONDAY), Estimate::of).orElseThrow();

      assertThat(estimate.timezones())
          .containsExactly(
              new Estimate.ZoneUsers("America/New_York", 78),
              new Estimate.ZoneUsers("Asia/Tokyo", 78),
              new Estimate.ZoneUsers("UTC", 78),
              new Estimate.ZoneUsers(null, 156));
    }
  }
}
