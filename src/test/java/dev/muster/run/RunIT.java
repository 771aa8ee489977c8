package dev.muster.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.muster.Database;
import dev.muster.SettableClock;
import dev.muster.campaign.RunId;
import dev.muster.campaign.Share;
import dev.muster.gate.Verdict;
import dev.muster.sandbox.SandboxRequest;
import dev.muster.segmentapi.Halt;
import dev.muster.store.Purpose;
import dev.muster.store.Rejections;
import dev.muster.store.RunStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class RunIT {
  private static final Instant MONDAY = Instant.parse("2026-11-16T09:00:00Z");
  private static final Instant TUESDAY = Instant.parse("2026-11-17T09:00:00Z");
  private static final String EVERYONE =
      """
      who:
        audience: { everyone: true }
      what:
        track: Offer
        attributes: [email]
      when:
        at: launch
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void sendsToEveryQualifiedUserOnce(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).profiles(1000)) {
      var end = pad.launch(pad.campaign("all", EVERYONE), MONDAY);

      assertThat(pad.run(end).status()).as(end.toString()).isEqualTo(RunStatus.COMPLETED);
      assertThat(pad.users(end, Verdict.ACCEPTED)).isEqualTo(1000);
      assertThat(pad.storedUsers()).hasSize(1000).doesNotHaveDuplicates();
      var totals = pad.store().deliveries().totals(pad.run(end).key());
      assertThat(totals.messages()).isEqualTo(1000);
      assertThat(totals.requests()).isEqualTo(pad.sandbox().stats().requests());
      assertThat(totals.bytes()).isEqualTo(pad.sandbox().stats().bodyBytes());
      assertThat(totals.bytesSent()).isEqualTo(pad.sandbox().stats().bytes());
    }
  }

  @ParameterizedTest
  @EnumSource
  void doesNothingWhenAFinishedRunIsLaunchedAgain(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).profiles(10)) {
      var campaign = pad.campaign("all", EVERYONE);
      pad.launch(campaign, MONDAY);
      var requests = pad.sandbox().stats().requests();

      var end = pad.launch(campaign, MONDAY);

      assertThat(pad.sandbox().stats().requests()).isEqualTo(requests);
      assertThat(pad.run(end).executions()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void leavesOptedOutProfilesOut(Database database) throws Exception {
    try (var pad =
        new LaunchPad(database, folder)
            .profiles("{\"user_id\": \"in\"}\n{\"user_id\": \"out\", \"opted_out\": true}")) {
      pad.launch(pad.campaign("all", EVERYONE), MONDAY);

      assertThat(pad.storedUsers()).containsExactly("in");
    }
  }

  @ParameterizedTest
  @EnumSource
  void finishesARunThatFindsNobody(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder)) {
      var end = pad.launch(pad.campaign("all", EVERYONE), MONDAY);

      assertThat(pad.run(end).status()).as(end.toString()).isEqualTo(RunStatus.COMPLETED);
      assertThat(pad.run(end).qualified()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void holdsControlGroupsBackAndAccountsForThem(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).holdingBack(new Share(100)).profiles(1000)) {
      var campaign =
          pad.campaign(
              "winback",
              EVERYONE.replace(
                  "everyone: true }", "everyone: true }\n  control_group: { percent: 20 }"));

      var end = pad.launch(campaign, MONDAY);

      var counts = pad.accounting(end);
      assertThat(pad.sums(end).faultAtTheEnd()).isEmpty();
      assertThat(counts.count(Verdict.SYSTEM_CONTROL)).isBetween(60L, 140L);
      assertThat(counts.count(Verdict.CONTROL)).isBetween(130L, 230L);
      assertThat(pad.storedUsers()).hasSize((int) counts.count(Verdict.ACCEPTED));
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesMoreThanAGuardAllowsUntilAnOperatorOverridesIt(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).profiles(101)) {
      var campaign =
          pad.campaign(
              "careful",
              EVERYONE.replace(
                  "everyone: true }", "everyone: true }\n  cap: { abort_above: 100 }"));

      var refused = pad.launch(campaign, MONDAY);
      assertThat(pad.run(refused).status()).isEqualTo(RunStatus.REFUSED);
      assertThat(pad.users(refused, Verdict.REFUSED)).isEqualTo(101);
      assertThat(pad.run(pad.launch(campaign, MONDAY)).status()).isEqualTo(RunStatus.REFUSED);
      assertThat(pad.storedUsers()).isEmpty();

      var end = pad.launch(campaign, MONDAY, "checked by hand");
      assertThat(pad.run(end).status()).as(end.toString()).isEqualTo(RunStatus.COMPLETED);
      assertThat(pad.run(end).overrideReason()).isEqualTo("checked by hand");
      assertThat(pad.users(end, Verdict.ACCEPTED)).isEqualTo(101);
    }
  }

  @ParameterizedTest
  @EnumSource
  void capsTheUsersOfARunAndTakesOthersInTheNext(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).profiles(400)) {
      var campaign =
          pad.campaign(
              "capped",
              EVERYONE.replace("everyone: true }", "everyone: true }\n  cap: { only: 100 }"));

      var monday = pad.launch(campaign, MONDAY);
      var first = pad.storedUsers();
      pad.sandbox().reset();
      pad.launch(campaign, TUESDAY);

      assertThat(pad.users(monday, Verdict.ACCEPTED)).isEqualTo(100);
      assertThat(pad.users(monday, Verdict.CAPPED)).isEqualTo(300);
      assertThat(first).hasSize(100);
      assertThat(pad.storedUsers()).hasSize(100).isNotEqualTo(first);
    }
  }

  @ParameterizedTest
  @EnumSource
  void sendsNobodyTwiceWhenTheCampaignSaysNeverAgain(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).profiles(10)) {
      var campaign =
          pad.campaign(
              "once", EVERYONE.replace("everyone: true }", "everyone: true }\n  again: never"));
      pad.launch(campaign, MONDAY);
      pad.profiles("{\"user_id\": \"new\"}");

      var end = pad.launch(campaign, TUESDAY);

      assertThat(pad.users(end, Verdict.REPEATED)).isEqualTo(10);
      assertThat(pad.users(end, Verdict.ACCEPTED)).isEqualTo(1);
    }
  }

  /**
   * Every Monday at nine in Berlin, where the clock is set on between the second and the third; how
   * many of ten users each run reaches, however long after its time it is launched.
   */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          7d,   10 10 10 10
          1w,   10 10 10 10
          8d,   10 0 10 0
          2w,   10 0 10 0
          15d,  10 0 0 10
          1d,   10 10 10 10
          167h, 10 10 10 10
          168h, 10 10 0 10
          169h, 10 0 10 0
          """)
  void countsAgainFromDueToDue(String after, String reached) throws Exception {
    var weeks =
        List.of(
            "2027-03-15T08:00:00Z",
            "2027-03-22T08:00:00Z",
            "2027-03-29T07:00:00Z",
            "2027-04-05T07:00:00Z");
    var late = List.of(61, 0, 300, 2);
    for (var database : Database.values()) {
      var clock = SettableClock.at(weeks.getFirst());
      try (var pad =
          new LaunchPad(database, folder)
              .in(ZoneId.of("Europe/Berlin"))
              .clock(clock)
              .profiles(10)) {
        var campaign =
            pad.campaign(
                "all",
                EVERYONE.replace(
                    "everyone: true }", "everyone: true }\n  again: { after: " + after + " }"));
        var accepted = new ArrayList<String>();
        for (var week = 0; week < weeks.size(); week++) {
          var planned = Instant.parse(weeks.get(week));
          clock.set(planned.plus(Duration.ofMinutes(late.get(week))));
          var end = pad.launch(campaign, planned);
          assertThat(pad.users(end, Verdict.ACCEPTED) + pad.users(end, Verdict.REPEATED))
              .isEqualTo(10);
          accepted.add(Long.toString(pad.users(end, Verdict.ACCEPTED)));
        }
        assertThat(String.join(" ", accepted)).isEqualTo(reached);
      }
    }
  }

  /** The run of Tuesday failed; when it is taken up, Monday's was rehearsed, or really sent. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          REAL,      REHEARSAL, 10
          REAL,      REAL,      0
          REHEARSAL, REHEARSAL, 0
          REHEARSAL, REAL,      0
          """)
  void asksAgainWhomOthersReachedWhenItIsTakenUp(Purpose purpose, Purpose ofOther, int accepted)
      throws Exception {
    for (var database : Database.values()) {
      try (var pad =
          new LaunchPad(database, folder)
              .planning(purpose)
              .profiles(10)
              .faults("{\"faults\": [{\"probability\": 1.0, \"status\": 401}]}")) {
        var campaign =
            pad.campaign(
                "all",
                EVERYONE.replace("everyone: true }", "everyone: true }\n  again: { after: 7d }"));
        var end = pad.launch(campaign, TUESDAY);
        assertThat(pad.users(end, Verdict.PENDING)).isEqualTo(10);
        pad.noFaults().planning(ofOther);
        pad.launch(campaign, MONDAY);

        pad.launch(campaign, TUESDAY);

        assertThat(pad.users(end, Verdict.ACCEPTED)).isEqualTo(accepted);
        assertThat(pad.users(end, Verdict.REPEATED)).isEqualTo(10 - accepted);
        assertThat(pad.sums(end).faultAtTheEnd()).isEmpty();
        assertThat(pad.run(end).purpose()).isEqualTo(purpose);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void marksARunThatWasMissedAndIsThenRehearsed(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).profiles(10)) {
      var campaign = pad.campaign("all", EVERYONE);
      assertThat(
              pad.store()
                  .states()
                  .miss(Map.of(pad.id(MONDAY), "late"), ZoneOffset.UTC, Purpose.REAL, TUESDAY))
          .hasSize(1);
      assertThat(pad.run(MONDAY).isRehearsal()).isFalse();

      pad.planning(Purpose.REHEARSAL).launch(campaign, MONDAY);

      assertThat(pad.run(MONDAY).status()).isEqualTo(RunStatus.COMPLETED);
      assertThat(pad.run(MONDAY).isRehearsal()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void givesUsersWithoutAnIdOrWithAnothersIdNoMessage(Database database) throws Exception {
    try (var pad =
        new LaunchPad(database, folder)
            .profiles(
                """
                {"user_id": "a", "customer": "c1"}
                {"user_id": "b", "customer": "c1"}
                {"user_id": "c"}
                {"user_id": "d", "anonymous_id": "anon"}
                {"user_id": "e", "anonymous_id": "anon"}
                """)) {
      var campaign =
          pad.campaign(
              "ids", EVERYONE.replace("track: Offer", "track: Offer\n  user_id: customer"));

      var end = pad.launch(campaign, MONDAY);

      assertThat(pad.users(end, Verdict.UNREACHABLE)).isEqualTo(3);
      assertThat(pad.users(end, Verdict.ACCEPTED)).isEqualTo(2);
      assertThat(pad.storedUsers()).containsExactly("", "c1");
    }
  }

  @ParameterizedTest
  @EnumSource
  void hasNoDoubtAboutUsersWhoseFirstRequestWasRefused(Database database) throws Exception {
    try (var pad =
        new LaunchPad(database, folder)
            .delivering(new DeliverySettings(2, 100, 2, 1_000_000))
            .profiles(300)
            .faults("{\"faults\": [{\"probability\": 1, \"status\": 401}]}")) {
      var end = pad.launch(pad.campaign("all", EVERYONE), MONDAY);

      assertThat(pad.run(end).status()).isEqualTo(RunStatus.FAILED);
      assertThat(pad.run(end).doubtSince()).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  void isolatesAPoisonedMessageAndKeepsItsReason(Database database) throws Exception {
    try (var pad =
        new LaunchPad(database, folder)
            .profiles(300)
            .profiles("{\"user_id\": \"poison\"}")
            .faults("{\"faults\": [{\"containing\": \"poison\", \"status\": 400}]}")) {
      var end = pad.launch(pad.campaign("all", EVERYONE), MONDAY);

      assertThat(pad.run(end).status()).as(end.toString()).isEqualTo(RunStatus.COMPLETED);
      assertThat(pad.users(end, Verdict.REJECTED)).isEqualTo(1);
      assertThat(pad.users(end, Verdict.ACCEPTED)).isEqualTo(300);
      assertThat(pad.store().rejections().counts(pad.run(end).key()))
          .containsExactly(new Rejections.Count("http_400", 1));
    }
  }

  @ParameterizedTest
  @EnumSource
  void dropsAbortedUsersAndKeepsInvalidOnesBack(Database database) throws Exception {
    try (var pad =
        new LaunchPad(database, folder)
            .profiles(
                """
                {"user_id": "good", "plan": "pro"}
                {"user_id": "no plan"}
                {"user_id": "large", "plan": "%s"}
                """
                    .formatted("x".repeat(33_000)))) {
      var campaign =
          pad.campaign(
              "plans",
              """
              who:
                audience: { everyone: true }
              what:
                track: Offer
                properties:
                  plan: "{% unless profile.plan %}{% abort %}{% endunless %}{{ profile.plan }}"
              when:
                at: launch
              """);

      var end = pad.launch(campaign, MONDAY);

      assertThat(pad.users(end, Verdict.ABORTED)).isEqualTo(1);
      assertThat(pad.users(end, Verdict.INVALID)).isEqualTo(1);
      assertThat(pad.storedUsers()).containsExactly("good");
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepsTheWordsOfAnUnforeseenFaultOutOfTheTables(Database database) throws Exception {
    var clumsy =
        new LaunchPad.Unwatched() {
          @Override
          public void delivered(RunId run, long users) {
            throw new IllegalStateException("cannot show u1@example.com");
          }
        };
    try (var pad =
        new LaunchPad(database, folder).watchedBy(clumsy, new StopSignal()).profiles(10)) {
      var end = pad.launch(pad.campaign("all", EVERYONE), MONDAY);

      assertThat(pad.run(end).reason()).startsWith("IllegalStateException at dev.muster.run.RunIT");
      var jdbc = JdbcClient.create(pad.dataSource());
      assertThat(
              jdbc.sql("select exit_message from muster_batch_step_execution")
                  .query(String.class)
                  .list())
          .anyMatch(message -> message.contains("IllegalStateException at dev.muster.run.RunIT"))
          .noneMatch(message -> message.contains("example.com"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void goesOnFromItsCheckpointWithTheSameMessageIds(Database database) throws Exception {
    try (var pad =
        new LaunchPad(database, folder)
            .delivering(new DeliverySettings(2, 100, 1, 1_000_000))
            .profiles(1000)
            .faults("{\"faults\": [{\"request\": [4,5,6,7,8,9,10], \"status\": 503}]}")) {
      var campaign = pad.campaign("all", EVERYONE);

      var failed = pad.launch(campaign, MONDAY);
      assertThat(failed).isInstanceOf(RunEnd.Failed.class);
      assertThat(pad.run(failed).status()).isEqualTo(RunStatus.FAILED);
      assertThat(pad.run(failed).reason()).contains("503");
      var acceptedBefore = pad.users(failed, Verdict.ACCEPTED);
      assertThat(acceptedBefore).isPositive().isLessThan(1000);

      Files.writeString(campaign, "changed: beyond recognition");
      pad.noFaults();
      var end = pad.resume(failed.run());

      assertThat(pad.run(end).status()).as(end.toString()).isEqualTo(RunStatus.COMPLETED);
      assertThat(pad.run(end).executions()).isEqualTo(2);
      assertThat(pad.users(end, Verdict.ACCEPTED)).isEqualTo(1000);
      assertThat(pad.storedUsers()).hasSize(1000).doesNotHaveDuplicates();
      assertThat(pad.sandbox().stats().dropped()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void leavesAllPendingWhenTheKeyIsRefused(Database database) throws Exception {
    try (var pad =
        new LaunchPad(database, folder)
            .profiles(500)
            .faults("{\"faults\": [{\"probability\": 1.0, \"status\": 401}]}")) {
      var end = pad.launch(pad.campaign("all", EVERYONE), MONDAY);

      assertThat(end)
          .isInstanceOfSatisfying(
              RunEnd.Failed.class,
              failed -> {
                assertThat(failed.needsRemedy()).isTrue();
              });
      assertThat(pad.users(end, Verdict.PENDING)).isEqualTo(500);
    }
  }

  @ParameterizedTest
  @EnumSource
  void takesRejectionsBackWhenSomethingIsWrongForAll(Database database) throws Exception {
    try (var pad =
        new LaunchPad(database, folder)
            .delivering(new DeliverySettings(4, 7, 4, 1_000_000))
            .profiles(100)
            .faults("{\"faults\": [{\"probability\": 1.0, \"status\": 400}]}")) {
      var campaign = pad.campaign("all", EVERYONE);
      var end = pad.launch(campaign, MONDAY);

      assertThat(end)
          .isInstanceOfSatisfying(
              RunEnd.Failed.class,
              failed -> {
                assertThat(failed.needsRemedy()).isTrue();
              });
      assertThat(pad.users(end, Verdict.PENDING)).isEqualTo(100);
      assertThat(pad.store().rejections().counts(pad.run(end).key())).isEmpty();

      pad.noFaults();
      assertThat(pad.users(pad.launch(campaign, MONDAY), Verdict.ACCEPTED)).isEqualTo(100);
    }
  }

  @ParameterizedTest
  @EnumSource
  void sendsToThoseAgainWhoseRejectionWasTakenBackBehindACheckpoint(Database database)
      throws Exception {
    for (var chunk : new int[] {1, 2, 2000}) {
      try (var pad =
          new LaunchPad(database, folder)
              .delivering(new DeliverySettings(4, chunk, 4, 1_000_000))
              .profiles(11)
              .faults("{\"faults\": [{\"probability\": 1.0, \"status\": 400}]}")) {
        var campaign = pad.campaign("all", EVERYONE);
        pad.launch(campaign, MONDAY);

        var end = pad.noFaults().launch(campaign, MONDAY);

        assertThat(pad.run(end).status()).as(end.toString()).isEqualTo(RunStatus.COMPLETED);
        assertThat(pad.storedUsers()).hasSize(11).doesNotHaveDuplicates();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void stopsAtACheckpointAndGoesOnWithoutRepeating(Database database) throws Exception {
    var stop = new StopSignal();
    var stopper =
        new LaunchPad.Unwatched() {
          @Override
          public void delivered(RunId run, long users) {
            stop.give();
          }
        };
    try (var pad =
        new LaunchPad(database, folder)
            .delivering(new DeliverySettings(2, 50, 2, 1_000_000))
            .profiles(1000)
            .watchedBy(stopper, stop)) {
      var campaign = pad.campaign("all", EVERYONE);

      var stopped = pad.launch(campaign, MONDAY);
      assertThat(pad.run(stopped).status()).isEqualTo(RunStatus.STOPPED);
      assertThat(pad.users(stopped, Verdict.PENDING)).isPositive();

      pad.watchedBy(new LaunchPad.Unwatched(), new StopSignal());
      var end = pad.launch(campaign, MONDAY);
      assertThat(pad.run(end).status()).as(end.toString()).isEqualTo(RunStatus.COMPLETED);
      assertThat(pad.storedUsers()).hasSize(1000).doesNotHaveDuplicates();
      assertThat(pad.sandbox().stats().received()).isEqualTo(1000);
    }
  }

  @ParameterizedTest
  @EnumSource
  void concludesARunWhoseWorkerDiedAfterTheLastStep(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).profiles(10)) {
      var campaign = pad.campaign("all", EVERYONE);
      pad.launch(campaign, MONDAY);
      try (var connection = pad.dataSource().getConnection();
          var statement = connection.createStatement()) {
        statement.execute("update muster_run set status = 'running', ended_at = null");
      }

      var end = pad.launch(campaign, MONDAY);

      assertThat(pad.run(end).status()).as(end.toString()).isEqualTo(RunStatus.COMPLETED);
      assertThat(pad.run(end).endedAt()).isNotNull();
      assertThat(pad.run(end).executions()).isEqualTo(1);
      assertThat(pad.sandbox().stats().received()).isEqualTo(10);
    }
  }

  @ParameterizedTest
  @EnumSource
  void endsAnExecutionForWhichThePoolIsTooSmallAndGoesOnLater(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).profiles(1000);
        var pool = new HikariDataSource()) {
      pool.setJdbcUrl(pad.dataSource().getJdbcUrl());
      // The lock of the run holds one.
      pool.setMaximumPoolSize(2);
      pool.setConnectionTimeout(250);
      var campaign = pad.campaign("all", EVERYONE);

      var exhausted = pad.through(pool).launch(campaign, MONDAY);

      assertThat(exhausted)
          .isInstanceOfSatisfying(
              RunEnd.Failed.class,
              failed -> {
                assertThat(failed.reason())
                    .startsWith("no further session of the database was to be had in time; end ")
                    .contains("or the pooler's pool_size")
                    .doesNotContain("Hikari");
                assertThat(failed.needsRemedy()).isFalse();
              });

      var end = pad.through(pad.dataSource()).launch(campaign, MONDAY);
      assertThat(pad.run(end).status()).as(end.toString()).isEqualTo(RunStatus.COMPLETED);
      assertThat(pad.storedUsers()).hasSize(1000).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @EnumSource
  void sendsNothingWhileTheClockIsSetBackAndGoesOnWhenItIsRight(Database database)
      throws Exception {
    try (var pad = new LaunchPad(database, folder).profiles(10)) {
      var campaign = pad.campaign("all", EVERYONE);
      pad.clock(Clock.fixed(MONDAY.minusSeconds(1), ZoneOffset.UTC));
      var early = pad.launch(campaign, MONDAY);

      assertThat(early)
          .isEqualTo(
              new RunEnd.Failed(
                  early.run(),
                  Halt.Passing.inDoubt(
                      "the clock says 2026-11-16T08:59:59Z, before the run's planned time; set it"
                          + " right, and launch again")));
      assertThat(pad.storedUsers()).isEmpty();

      pad.clock(Clock.fixed(MONDAY, ZoneOffset.UTC));
      assertThat(pad.launch(campaign, MONDAY)).isInstanceOf(RunEnd.Worked.class);
      assertThat(pad.storedUsers()).hasSize(10);
    }
  }

  @ParameterizedTest
  @EnumSource
  void leavesARunAloneThatAnotherWorkerHolds(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).profiles(10)) {
      var campaign = pad.campaign("all", EVERYONE);
      var id = new RunId(new dev.muster.campaign.CampaignId("all"), MONDAY);
      var other = pad.store().locks().tryLock(id).lock().orElseThrow();

      assertThat(pad.launch(campaign, MONDAY)).isInstanceOf(RunEnd.Held.class);
      assertThat(pad.storedUsers()).isEmpty();

      other.close();
      assertThat(pad.launch(campaign, MONDAY)).isInstanceOf(RunEnd.Worked.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void readsListsOnceAndIgnoresUnknownIds(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).profiles(10)) {
      pad.file("vip.csv", "user_id\nu1\nu3\nu3\nnobody\n\"u,\"\"'4\"\n");
      pad.profiles("{\"user_id\": \"u,\\\"'4\"}");
      var campaign =
          pad.campaign("vips", EVERYONE.replace("{ everyone: true }", "{ list: vip.csv }"));

      pad.launch(campaign, MONDAY);

      assertThat(pad.storedUsers()).containsExactly("u,\"'4", "u1", "u3");
    }
  }

  @ParameterizedTest
  @EnumSource
  void sendsToNobodyWhenAQueryByHandReturnsNoUserIds(Database database) throws Exception {
    try (var pad = new LaunchPad(database, folder).profiles(10)) {
      pad.file("wrong.sql", "select 'u1' as uid");
      var campaign =
          pad.campaign("wrong", EVERYONE.replace("{ everyone: true }", "{ sql: wrong.sql }"));

      assertThat(pad.launch(campaign, MONDAY)).isInstanceOf(RunEnd.Failed.class);
      assertThat(pad.storedUsers()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void asksTheDatabaseOnceAndSendsWithinTheLimitsOfABatch(Database database) throws Exception {
    try (var pad =
        new LaunchPad(database, folder).delivering(new DeliverySettings(1, 5000, 2, 1_000_000))) {
      var rows = new StringBuilder();
      for (var i = 0; i < 3000; i++) {
        rows.append("{\"user_id\": \"u%d\", \"email\": \"%s\"}%n".formatted(i, "é".repeat(100)));
      }
      pad.profiles(rows.toString());

      var end = pad.launch(pad.campaign("all", EVERYONE), MONDAY);

      assertThat(pad.users(end, Verdict.ACCEPTED)).isEqualTo(3000);
      assertThat(pad.sandbox().requests().stream().map(SandboxRequest::status).toList())
          .containsOnly(200);
    }
  }
}
