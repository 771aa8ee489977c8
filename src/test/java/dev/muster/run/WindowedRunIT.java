package dev.muster.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.SettableClock;
import dev.muster.gate.Verdict;
import dev.muster.store.RunStatus;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Runs whose users are not all due at once. */
class WindowedRunIT {
  private static final Instant NINE = Instant.parse("2027-01-15T09:00:00Z");
  private static final String USERS =
      """
      {"user_id": "tokyo", "timezone": "Asia/Tokyo"}
      {"user_id": "berlin", "timezone": "Europe/Berlin"}
      {"user_id": "london", "timezone": "Europe/London"}
      {"user_id": "new-york", "timezone": "America/New_York"}
      {"user_id": "kolkata", "timezone": "Asia/Kolkata"}
      {"user_id": "nowhere"}
      {"user_id": "mars", "timezone": "Mars/Olympus_Mons"}
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void reachesEveryUserAtTheirOwnClockTimeOverSeveralLaunches(Database database) throws Exception {
    var clock = SettableClock.at("2027-01-15T09:02:00Z");
    try (var pad = pad(database, clock)) {
      var campaign = campaign(pad, "user_timezone: { passed: next_day }");

      var first = pad.launch(campaign, NINE);
      assertThat(pad.run(first).status()).isEqualTo(RunStatus.WAITING);
      assertThat(pad.run(first).nextWindowAt()).isEqualTo("2027-01-15T14:00:00Z");
      assertThat(pad.storedUsers()).containsExactly("london", "mars", "nowhere");
      assertThat(pad.users(first, Verdict.WAITING)).isEqualTo(4);
      assertThat(pad.users(first, Verdict.PENDING)).isZero();

      clock.set("2027-01-15T13:59:59Z");
      var tooEarly = pad.resume(pad.id(NINE));
      assertThat(pad.run(tooEarly).executions()).isEqualTo(1);

      clock.set("2027-01-15T14:00:00Z");
      var second = pad.resume(pad.id(NINE));
      assertThat(pad.run(second).nextWindowAt()).isEqualTo("2027-01-16T00:00:00Z");
      assertThat(pad.storedUsers()).containsExactly("london", "mars", "new-york", "nowhere");

      clock.set("2027-01-16T08:00:00Z");
      var last = pad.launch(campaign, NINE);
      assertThat(pad.run(last).status()).isEqualTo(RunStatus.COMPLETED);
      assertThat(pad.run(last).nextWindowAt()).isNull();
      assertThat(pad.storedUsers()).hasSize(7).doesNotHaveDuplicates();
      assertThat(pad.sums(last).faultAtTheEnd()).isEmpty();
      assertThat(pad.sandbox().events())
          .filteredOn(event -> event.message().path("userId").asString().equals("berlin"))
          .extracting(event -> event.message().path("timestamp").asString())
          .containsExactly("2027-01-16T08:00:00.000Z");
    }
  }

  @ParameterizedTest
  @EnumSource
  void evaluatesTheAudienceOnce(Database database) throws Exception {
    var clock = SettableClock.at("2027-01-15T09:00:00Z");
    try (var pad = pad(database, clock)) {
      var campaign = campaign(pad, "user_timezone: { passed: next_day }");
      pad.launch(campaign, NINE);
      pad.profiles("{\"user_id\": \"late\", \"timezone\": \"America/New_York\"}");

      clock.set("2027-01-17T00:00:00Z");
      pad.launch(campaign, NINE);

      assertThat(pad.storedUsers()).doesNotContain("late").hasSize(7);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "account, 4, berlin kolkata tokyo",
    "skip, 2, berlin kolkata mars nowhere tokyo",
  })
  void discardsWhoseTimeHasPassedAndFollowsTheRuleForUnknownZones(
      String unknown, int sent, String discarded) throws Exception {
    for (var database : Database.values()) {
      try (var pad = pad(database, SettableClock.at("2027-01-15T23:00:00Z"))) {
        var campaign = campaign(pad, "user_timezone: { passed: skip, unknown: " + unknown + " }");

        var end = pad.launch(campaign, NINE);

        assertThat(pad.run(end).status()).as(end.toString()).isEqualTo(RunStatus.COMPLETED);
        assertThat(pad.storedUsers()).hasSize(sent).contains("london", "new-york");
        assertThat(usersWith(pad, Verdict.DISCARDED)).containsExactly(discarded.split(" ", -1));
        assertThat(pad.run(end).withoutZone()).isEqualTo(2);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void delaysWhoWouldBeDisturbedAndExpiresWhoCannotBeReachedInTime(Database database)
      throws Exception {
    var clock = SettableClock.at("2027-01-15T09:00:00Z");
    try (var pad = pad(database, clock)) {
      var campaign =
          campaign(
              pad,
              """
              do_not_disturb: { from: "17:00", to: "07:00", then: delay }
                cut_off: { after: 4h }
              """);

      var end = pad.launch(campaign, NINE);
      // Tokyo is disturbed from 18:00 to 07:00, New York from 04:00 to 07:00.
      assertThat(usersWith(pad, Verdict.EXPIRED)).containsExactly("tokyo");
      assertThat(usersWith(pad, Verdict.WAITING)).containsExactly("new-york");
      assertThat(pad.run(end).nextWindowAt()).isEqualTo("2027-01-15T12:00:00Z");

      // Too late: the cut-off has come.
      clock.set("2027-01-15T13:00:00Z");
      pad.launch(campaign, NINE);
      assertThat(usersWith(pad, Verdict.EXPIRED)).containsExactly("new-york", "tokyo");
      assertThat(pad.run(NINE).status()).isEqualTo(RunStatus.COMPLETED);
      assertThat(pad.sums(end).faultAtTheEnd()).isEmpty();
      assertThat(pad.storedUsers())
          .containsExactly("berlin", "kolkata", "london", "mars", "nowhere");
    }
  }

  @ParameterizedTest
  @EnumSource
  void judgesWhoIsReachedLateByTheMomentOfSending(Database database) throws Exception {
    var clock = SettableClock.at("2027-01-15T16:30:00Z");
    try (var pad = pad(database, clock)) {
      // Launched seven and a half hours late: in London it is 16:30, in Berlin 17:30.
      var end =
          pad.launch(
              campaign(pad, "do_not_disturb: { from: \"17:00\", to: \"07:00\", then: delay }"),
              NINE);

      assertThat(pad.storedUsers()).containsExactly("london", "mars", "new-york", "nowhere");
      assertThat(usersWith(pad, Verdict.WAITING)).containsExactly("berlin", "kolkata", "tokyo");
      assertThat(pad.run(end).nextWindowAt()).isEqualTo("2027-01-15T22:00:00Z");

      clock.set("2027-01-15T22:00:00Z");
      pad.resume(pad.id(NINE));
      assertThat(usersWith(pad, Verdict.WAITING)).containsExactly("berlin", "kolkata");
    }
  }

  @ParameterizedTest
  @EnumSource
  void sendsNothingAfterTheCutOffHoweverLongDeliveryTakes(Database database) throws Exception {
    // Half a minute passes with every look at the clock.
    var clock = SettableClock.at("2027-01-15T09:00:00Z").ticking(Duration.ofSeconds(30));
    try (var pad =
        new LaunchPad(database, folder)
            .clock(clock)
            .delivering(new DeliverySettings(1, 10, 1, 1_000_000))
            .profiles(400)) {
      var end = pad.launch(campaign(pad, "cut_off: { after: 10m }"), NINE);

      assertThat(pad.run(end).status()).as(end.toString()).isEqualTo(RunStatus.COMPLETED);
      assertThat(pad.users(end, Verdict.ACCEPTED)).isPositive();
      assertThat(pad.users(end, Verdict.EXPIRED)).isPositive();
      assertThat(pad.sums(end).faultAtTheEnd()).isEmpty();
      assertThat(pad.storedUsers()).hasSize((int) pad.users(end, Verdict.ACCEPTED));
      // A look for leave, one when the request begins, one when it is answered.
      assertThat(decided(pad, Verdict.ACCEPTED))
          .allMatch(at -> at.isBefore(Instant.parse("2027-01-15T09:12:00Z")));
    }
  }

  @ParameterizedTest
  @EnumSource
  void sendsInTheSameLaunchToThoseWhoBecomeDueMeanwhile(Database database) throws Exception {
    var clock = SettableClock.at("2027-01-15T09:00:00Z").ticking(Duration.ofHours(1));
    try (var pad = pad(database, clock)) {
      var end = pad.launch(campaign(pad, "user_timezone: { passed: next_day }"), NINE);

      assertThat(pad.run(end).status()).as(end.toString()).isEqualTo(RunStatus.COMPLETED);
      assertThat(pad.storedUsers()).hasSize(7).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @EnumSource
  void countsTheCapOverTheWholeRunAndReplacesNobody(Database database) throws Exception {
    var clock = SettableClock.at("2027-01-15T09:00:00Z");
    try (var pad = new LaunchPad(database, folder).clock(clock)) {
      var users = new StringBuilder();
      for (var i = 0; i < 300; i++) {
        var zone = List.of("Europe/London", "America/New_York", "Asia/Tokyo").get(i % 3);
        users.append("{\"user_id\": \"u%d\", \"timezone\": \"%s\"}%n".formatted(i, zone));
      }
      pad.profiles(users.toString());
      var campaign =
          pad.campaign(
              "all",
              """
              who: { audience: { everyone: true }, cap: { only: 100 } }
              what: { track: Offer }
              when: { at: "2027-01-15T09:00", user_timezone: { passed: skip } }
              """);

      var end = pad.launch(campaign, NINE);
      clock.set("2027-01-15T14:00:00Z");
      pad.launch(campaign, NINE);

      assertThat(pad.users(end, Verdict.CAPPED)).isEqualTo(200);
      var tokyo = pad.users(end, Verdict.DISCARDED);
      assertThat(tokyo).isBetween(15L, 55L);
      assertThat(pad.storedUsers()).hasSize((int) (100 - tokyo));
    }
  }

  /** Who lost an answer, and then waited for a night to end, is still in doubt the next day. */
  @ParameterizedTest
  @EnumSource
  void keepsTheDoubtAboutThoseWhoWaitAgain(Database database) throws Exception {
    var clock = SettableClock.at("2027-01-15T09:00:00Z");
    try (var pad = pad(database, clock)) {
      var campaign =
          campaign(pad, "do_not_disturb: { from: \"19:00\", to: \"20:00\", then: delay }");
      pad.faults("{\"faults\": [{\"probability\": 1.0, \"do\": \"accept-then-close\"}]}");
      assertThat(pad.launch(campaign, NINE)).isInstanceOf(RunEnd.Failed.class);
      assertThat(pad.run(NINE).doubtSince()).isNotNull();
      pad.noFaults();

      // Half past seven in London, but not yet, or not any more, elsewhere.
      clock.set("2027-01-15T19:30:00Z");
      pad.launch(campaign, NINE);
      assertThat(usersWith(pad, Verdict.WAITING)).containsExactly("london", "mars", "nowhere");
      assertThat(pad.run(NINE).doubtSince()).isNotNull();

      JdbcClient.create(pad.dataSource())
          .sql("update muster_run set doubt_since = ?")
          .param(OffsetDateTime.now(ZoneOffset.UTC).minusDays(2))
          .update();
      clock.set("2027-01-15T20:00:00Z");
      var asks = pad.launch(campaign, NINE);

      assertThat(asks)
          .isInstanceOfSatisfying(
              RunEnd.Objected.class,
              objected ->
                  assertThat(objected.objection())
                      .startsWith("up to 3 users may have been sent to at ")
                      .contains("--accept-duplicates"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void forgetsTheDoubtWhenEveryoneWhoWasInDoubtIsSentTo(Database database) throws Exception {
    var clock = SettableClock.at("2027-01-15T09:00:00Z");
    try (var pad = pad(database, clock)) {
      var campaign = campaign(pad, "user_timezone: { passed: next_day }");
      pad.faults("{\"faults\": [{\"probability\": 1.0, \"do\": \"accept-then-close\"}]}");
      pad.launch(campaign, NINE);
      pad.noFaults();

      pad.launch(campaign, NINE);

      assertThat(pad.run(NINE).status()).isEqualTo(RunStatus.WAITING);
      assertThat(pad.run(NINE).doubtSince()).isNull();
    }
  }

  /**
   * Everyone at their own nine o'clock every day, over the night in which Europe sets its clocks
   * on: whom a run reaches, by how many days have to pass.
   */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          1d,  7 7 7 7 7
          2d,  7 0 7 0 7
          23h, 7 7 7 7 7
          25h, 7 0 7 0 7
          """)
  void countsAgainFromEachUsersOwnMoment(String after, String reached) throws Exception {
    for (var database : Database.values()) {
      var clock = SettableClock.at("2027-03-26T08:03:00Z");
      try (var pad = pad(database, clock).in(ZoneId.of("Europe/Berlin"))) {
        var campaign =
            pad.campaign(
                "all",
                """
                who: { audience: { everyone: true }, again: { after: %s } }
                what: { track: Offer }
                when:
                  from: 2027-03-26
                  repeat: { every: day, at: "09:00" }
                  user_timezone: { passed: next_day }
                """
                    .formatted(after));
        var days =
            List.of("26T08", "27T08", "28T07", "29T07", "30T07").stream()
                .map(day -> Instant.parse("2027-03-" + day + ":00:00Z"))
                .toList();
        var now = days.getFirst();
        while (now.isBefore(Instant.parse("2027-04-01T00:00:00Z"))) {
          clock.set(now);
          for (var day : days) {
            if (!day.isAfter(now)) {
              pad.launch(campaign, day);
            }
          }
          now = now.plus(Duration.ofMinutes(143));
        }

        var accepted =
            days.stream()
                .map(day ->
                    Long.toString(pad.users(new RunEnd.Worked(pad.id(day)), Verdict.ACCEPTED)))
                .toList();
        assertThat(String.join(" ", accepted)).isEqualTo(reached);
        assertThat(days).allMatch(day -> pad.run(day).status() == RunStatus.COMPLETED);
      }
    }
  }

  private LaunchPad pad(Database database, Clock clock) throws Exception {
    return new LaunchPad(database, folder).clock(clock).profiles(USERS);
  }

  @ParameterizedTest
  @EnumSource
  void endsWithAnErrorOfOursWhereWindowsAndSenderDisagreeForEver(Database database)
      throws Exception {
    // To those who send it shows the evening, to all others the morning.
    var agree = new AtomicBoolean();
    InstantSource time =
        () ->
            Thread.currentThread().isVirtual() && !agree.get()
                ? Instant.parse("2027-01-17T19:30:00Z")
                : Instant.parse("2027-01-15T09:02:00Z");
    var clock = time.withZone(ZoneOffset.UTC);
    try (var pad = pad(database, clock)) {
      var end =
          pad.launch(
              campaign(pad, "do_not_disturb: { from: \"19:00\", to: \"20:00\", then: delay }"),
              NINE);

      assertThat(pad.run(end).status()).isEqualTo(RunStatus.FAILED);
      assertThat(pad.run(end).reason()).contains("an error of Muster's own", "please report it");
      assertThat(pad.storedUsers()).isEmpty();

      agree.set(true);
      pad.resume(pad.id(NINE));
      assertThat(pad.storedUsers()).hasSizeGreaterThan(3);
    }
  }

  private static Path campaign(LaunchPad pad, String windows) throws Exception {
    return pad.campaign(
        "all",
        """
        who: { audience: { everyone: true } }
        what: { track: Offer }
        when:
          at: "2027-01-15T09:00"
          %s
        """
            .formatted(windows));
  }

  private static List<String> usersWith(LaunchPad pad, Verdict verdict) {
    return JdbcClient.create(pad.dataSource())
        .sql("select user_id from muster_fate where verdict = ? order by user_id")
        .param(verdict.key())
        .query((row, _) -> row.getString("user_id"))
        .list();
  }

  private static List<Instant> decided(LaunchPad pad, Verdict verdict) {
    var times = new ArrayList<Instant>();
    JdbcClient.create(pad.dataSource())
        .sql("select decided_at from muster_fate where verdict = ?")
        .param(verdict.key())
        .query(row -> {
          times.add(row.getObject(1, OffsetDateTime.class).toInstant());
        });
    return times;
  }
}
