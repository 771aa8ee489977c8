package dev.muster.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.muster.Database;
import dev.muster.SettableClock;
import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import dev.muster.campaign.RunKey;
import dev.muster.campaign.UserId;
import dev.muster.gate.Verdict;
import dev.muster.report.RunReport;
import dev.muster.run.LaunchPad;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What runs came to, as it is written down when an execution ends. */
class RunResultsIT {
  private static final Instant MONDAY = Instant.parse("2026-12-07T09:00:00Z");
  private static final Instant LATER = MONDAY.plusSeconds(60);
  private static final RunId ID = new RunId(new CampaignId("winback"), MONDAY);
  private static final int CHUNK = 2;

  private static final String WINDOWED =
      "{ at: launch, do_not_disturb: { from: \"21:00\", to: \"11:00\", then: delay } }";

  @TempDir private Path folder;

  private static final List<RunState.Ended> ENDS =
      List.of(
          new RunState.Waiting(LATER, LATER.plusSeconds(1)),
          new RunState.Stopped(LATER, null),
          new RunState.Failed(LATER, "the database says: no"),
          new RunState.Refused(LATER, "too many"),
          new RunState.Completed(LATER),
          new RunState.Abandoned(LATER, null));

  private static final List<Verdict> VERDICTS =
      List.of(
          Verdict.ACCEPTED,
          Verdict.ACCEPTED,
          Verdict.CONTROL,
          Verdict.REJECTED,
          Verdict.REJECTED,
          Verdict.INVALID,
          Verdict.WAITING,
          Verdict.PENDING,
          Verdict.PENDING,
          Verdict.PENDING);

  private static final Deliveries.Totals SENT =
      new Deliveries.Totals(
          5,
          7,
          2,
          3000,
          500,
          MONDAY.plusSeconds(1),
          MONDAY.plusSeconds(9),
          new Deliveries.Time(Duration.ofMillis(30), Duration.ofMillis(20), Duration.ofMillis(10)));

  /** What a reader is told of a run. */
  private record Told(
      Map<Verdict, Long> users,
      Deliveries.Totals delivery,
      List<Rejections.Count> rejections,
      long inDoubt,
      RunReport report) {
    static Told of(Store store) {
      var run = store.runs().get(ID);
      var results = store.results();
      return new Told(
          results.users(run),
          results.delivery(run),
          results.rejections(run),
          run.doubtSince() == null ? 0 : results.inDoubt(run),
          RunReport.inBrief(store, run));
    }
  }

  @ParameterizedTest
  @EnumSource
  void areWhatIsCountedWhileTheRunIsWorkedOn(Database database) {
    try (var dataSource = database.newDataSource()) {
      var store = store(database, dataSource);
      worked(store);

      var told = Told.of(store);

      assertThat(told.users())
          .containsOnly(
              Map.entry(Verdict.ACCEPTED, 2L),
              Map.entry(Verdict.CONTROL, 1L),
              Map.entry(Verdict.REJECTED, 2L),
              Map.entry(Verdict.INVALID, 1L),
              Map.entry(Verdict.WAITING, 1L),
              Map.entry(Verdict.PENDING, 3L));
      assertThat(told.delivery()).isEqualTo(SENT);
      assertThat(told.rejections())
          .containsExactly(
              new Rejections.Count("http_400", 2), new Rejections.Count("too_large", 1));
      // In the second of two partitions.
      assertThat(told.inDoubt()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void areAllPendingWhileAWorkerIsAtTheGates(Database database) {
    try (var dataSource = database.newDataSource()) {
      var store = store(database, dataSource);
      var run = begun(store);

      assertThat(store.results().usersByNow(store.runs().get(ID))).isEmpty();

      store.members().add(run, List.of(member(1, Verdict.PENDING), member(2, Verdict.CONTROL)));
      store.runs().qualified(run, 2);
      assertThat(store.results().usersByNow(store.runs().get(ID)))
          .containsExactly(Map.entry(Verdict.PENDING, 2L));
      assertThat(store.results().users(store.runs().get(ID)))
          .as("where its worker is gone")
          .containsOnly(Map.entry(Verdict.PENDING, 1L), Map.entry(Verdict.CONTROL, 1L));

      store.gates().close(run);
      assertThat(store.results().usersByNow(store.runs().get(ID)))
          .containsOnly(Map.entry(Verdict.PENDING, 1L), Map.entry(Verdict.CONTROL, 1L));
    }
  }

  /** Without counting members, where nobody waits; else by counting them. */
  @ParameterizedTest
  @EnumSource
  void areTheSameFromTheSumsOfGatesAndOutcomes(Database database) throws Exception {
    for (var when : List.of("{ at: launch }", WINDOWED)) {
      var clock = SettableClock.at(MONDAY.toString());
      try (var pad = new LaunchPad(database, folder).clock(clock)) {
        pad.profiles(120)
            .faults("{\"faults\": [{\"containing\": \"\\\"pro\\\"\", \"status\": 400}]}");
        var file =
            pad.campaign(
                "all",
                """
                who:
                  audience: { everyone: true }
                  control_group: { percent: 20 }
                what: { track: Offer, attributes: [plan] }
                when: %s
                """
                    .formatted(when));
        assertSame(pad, pad.run(pad.launch(file, MONDAY)));
        if (pad.run(MONDAY).status() == RunStatus.WAITING) {
          clock.set(MONDAY.plus(Duration.ofHours(3)));
          pad.resume(pad.id(MONDAY));
          assertSame(pad, pad.run(MONDAY));
        }
        pad.noFaults();
        pad.retryRejected(MONDAY);
        assertSame(pad, pad.run(MONDAY));
      }
    }
  }

  private static void assertSame(LaunchPad pad, Run run) {
    var jdbc = new JdbcTemplate(pad.dataSource());
    // As if another execution worked on it.
    jdbc.update(
        "update muster_run set status = 'running', executions = executions + 1 where id = ?",
        run.key().value());
    var store = pad.store();
    assertThat(store.results().users(store.runs().get(run.id())))
        .isNotEmpty()
        .isEqualTo(store.members().verdicts(run.key()));
    jdbc.update(
        "update muster_run set status = ?, executions = executions - 1 where id = ?",
        run.status().key(),
        run.key().value());
  }

  /** Of every end, though nothing is left of what they were counted from. */
  @ParameterizedTest
  @EnumSource
  void areReadAsTheyWereAtTheEnd(Database database) {
    for (var end : ENDS) {
      try (var dataSource = database.newDataSource()) {
        var store = store(database, dataSource);
        worked(store);
        var before = Told.of(store);

        store.states().ends(store.runs().get(ID), end);
        var after = Told.of(store);
        forget(dataSource);

        assertThat(Told.of(store)).as(end.toString()).isEqualTo(after);
        assertThat(after.users()).isEqualTo(before.users());
        assertThat(after.delivery()).isEqualTo(before.delivery());
        assertThat(after.rejections()).isEqualTo(before.rejections());
        assertThat(after.inDoubt())
            .as(end.toString())
            .isEqualTo(end instanceof RunState.Waiting ? 0 : before.inDoubt());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void areReplacedByThoseOfALaterEnd(Database database) {
    try (var dataSource = database.newDataSource()) {
      var store = store(database, dataSource);
      worked(store);
      store.states().ends(store.runs().get(ID), new RunState.Failed(LATER, "a fault"));

      store.states().begins(store.runs().get(ID), CHUNK, 10, null, LATER);
      store
          .members()
          .decide(store.runs().get(ID).key(), Verdict.ACCEPTED, LATER, positions(8, 9, 10));
      assertThat(Told.of(store).users()).containsEntry(Verdict.ACCEPTED, 5L);
      store.states().ends(store.runs().get(ID), new RunState.Completed(LATER));
      forget(dataSource);

      assertThat(Told.of(store).users())
          .containsEntry(Verdict.ACCEPTED, 5L)
          .doesNotContainKey(Verdict.PENDING);
      assertThat(Told.of(store).inDoubt()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void areThereWithTheEndOrNotAtAll(Database database) {
    try (var dataSource = database.newDataSource()) {
      var store = store(database, dataSource);
      worked(store);
      var run = store.runs().get(ID);
      var transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));

      assertThatThrownBy(() ->
              transaction.executeWithoutResult(_ -> {
                assertThat(store.states().ends(run, new RunState.Completed(LATER))).isPresent();
                throw new IllegalStateException("the worker dies");
              }))
          .hasMessage("the worker dies");

      assertThat(store.runs().get(ID).state()).isEqualTo(new RunState.Running());
      for (var table : List.of("muster_result", "muster_result_users", "muster_rejection_sum")) {
        assertThat(rows(dataSource, table)).as(table).isZero();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void staysAsItIsWhereSomebodyHasChangedTheRun(Database database) {
    try (var dataSource = database.newDataSource()) {
      var store = store(database, dataSource);
      worked(store);
      var found = store.runs().get(ID);
      store.states().ends(found, new RunState.Failed(LATER, "a fault"));
      var told = Told.of(store);
      forget(dataSource);

      assertThat(store.states().ends(found, new RunState.Completed(LATER))).isEmpty();

      assertThat(Told.of(store)).isEqualTo(told);
    }
  }

  @ParameterizedTest
  @EnumSource
  void areAllZeroOfARunThatDidNothing(Database database) {
    try (var dataSource = database.newDataSource()) {
      var store = store(database, dataSource);
      store.states().plan(ID, MONDAY, ZoneOffset.UTC, Purpose.REAL, 1, MONDAY);
      store.states().ends(store.runs().get(ID), new RunState.Failed(LATER, "a fault"));
      var run = store.runs().get(ID);

      assertThat(store.results().users(run)).isEmpty();
      assertThat(store.results().rejections(run)).isEmpty();
      assertThat(store.results().delivery(run))
          .isEqualTo(new Deliveries.Totals(0, 0, 0, 0, 0, null, null, Deliveries.Time.NONE));
    }
  }

  private static Store store(Database database, HikariDataSource dataSource) {
    return Store.in(dataSource, database.databaseType(), Clock.systemUTC(), "this test");
  }

  /** An execution that has found nobody yet. */
  private static RunKey begun(Store store) {
    store.states().plan(ID, MONDAY, ZoneOffset.UTC, Purpose.REAL, 2, MONDAY);
    store.states().begins(store.runs().get(ID), CHUNK, 10, null, LATER);
    return store.runs().get(ID).key();
  }

  /** An execution in the middle of its work, some of which is in doubt. */
  private static void worked(Store store) {
    var run = begun(store);
    var members = new ArrayList<Member>();
    for (var verdict : VERDICTS) {
      members.add(member(members.size() + 1, verdict));
    }
    store.members().add(run, members);
    store.runs().qualified(run, members.size());
    store.gates().close(run);
    store.rejections().add(run, List.of(rejection(1, 4, "http_400"), rejection(1, 5, "http_400")));
    store.rejections().add(run, List.of(rejection(2, 5, "http_400"), rejection(1, 6, "too_large")));
    store.deliveries().addRequests(run, List.of(request(3, 2000, 4), request(2, 1000, 3)));
    store.runs().doubt(run, MONDAY.plusSeconds(10));
  }

  private static void forget(HikariDataSource dataSource) {
    var jdbc = new JdbcTemplate(dataSource);
    jdbc.update("delete from muster_member");
    jdbc.update("delete from muster_rejection");
    jdbc.update("delete from muster_request");
  }

  private static long rows(HikariDataSource dataSource, String table) {
    return requireNonNull(
        new JdbcTemplate(dataSource).queryForObject("select count(*) from " + table, Long.class));
  }

  private static List<Position> positions(long... positions) {
    return LongStream.of(positions).mapToObj(Position::new).toList();
  }

  private static Deliveries.Request request(int accepted, long bytes, int attempts) {
    return new Deliveries.Request(
        1,
        1,
        accepted,
        accepted,
        attempts,
        1,
        bytes,
        250,
        MONDAY.plusSeconds(accepted - 1),
        MONDAY.plusSeconds(11 - accepted),
        new Deliveries.Time(Duration.ofMillis(15), Duration.ofMillis(10), Duration.ofMillis(5)),
        null);
  }

  private static Rejections.Rejection rejection(int execution, long position, String code) {
    return new Rejections.Rejection(
        execution, new Position(position), new UserId("u" + position), code, "a reason");
  }

  private static Member member(long position, Verdict verdict) {
    return MemberOf.user(position, "u" + position, verdict, MONDAY);
  }
}
