package dev.muster.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.muster.Database;
import dev.muster.campaign.Again;
import dev.muster.campaign.CampaignId;
import dev.muster.campaign.Occasion;
import dev.muster.campaign.RunId;
import dev.muster.campaign.WrittenDuration;
import dev.muster.gate.Verdict;
import dev.muster.schedule.AgainRule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The ledger of contacts, and what {@code again} finds in it. */
class ContactsIT {
  private static final Instant MONDAY = Instant.parse("2026-12-07T09:00:00Z");
  private static final Instant LATER = MONDAY.plusSeconds(60);
  private static final CampaignId WINBACK = new CampaignId("winback");
  private static final AgainRule NEVER = new AgainRule(new Again.Never(), ZoneOffset.UTC);

  /** What has become of an earlier run. */
  enum Earlier {
    AT_WORK,
    AT_WORK_AGAIN,
    ENDED,
    ENDED_TWICE,
    PRUNED
  }

  @ParameterizedTest
  @EnumSource
  void holdsEveryReachedMemberOnceHoweverOftenExecutionsEnd(Database database) {
    try (var dataSource = database.newDataSource()) {
      var store = store(database, dataSource);
      var id = new RunId(WINBACK, MONDAY);
      var run = begun(store, id, Purpose.REAL, members(6));
      store.members().decide(run.key(), Verdict.ACCEPTED, MONDAY, positions(1, 2));
      assertThat(contacts(dataSource)).isEmpty();

      store.states().ends(run, new RunState.Waiting(LATER, LATER));
      assertThat(contacts(dataSource)).containsExactly("u1 accepted", "u2 accepted");

      for (var next : List.of(positions(3), positions(4, 5), List.<Position>of())) {
        store.states().begins(store.runs().get(id), 10, 10, null, LATER);
        store.members().decide(run.key(), Verdict.ACCEPTED, LATER, next);
        store.states().ends(store.runs().get(id), new RunState.Failed(LATER, "a fault"));
      }
      store.members().decide(run.key(), Verdict.REJECTED, LATER, positions(6));
      store.states().begins(store.runs().get(id), 10, 10, null, LATER);
      var found = store.runs().get(id);
      store.states().ends(found, new RunState.Completed(LATER));
      assertThat(store.states().ends(found, new RunState.Completed(LATER))).isEmpty();

      assertThat(contacts(dataSource))
          .containsExactly(
              "u1 accepted", "u2 accepted", "u3 accepted", "u4 accepted", "u5 accepted");
    }
  }

  @ParameterizedTest
  @EnumSource
  void holdsAUserOnceWhoIsInARunTwice(Database database) {
    try (var dataSource = database.newDataSource()) {
      var store = store(database, dataSource);
      var run =
          begun(
              store,
              new RunId(WINBACK, MONDAY),
              Purpose.REAL,
              List.of(member(1, "u1", MONDAY), member(2, "u1", MONDAY), member(3, "u1", LATER)));
      store.members().decide(run.key(), Verdict.ACCEPTED, MONDAY, positions(1, 2, 3));

      assertThat(store.states().ends(run, new RunState.Completed(LATER))).isPresent();

      assertThat(contacts(dataSource)).containsExactly("u1 accepted", "u1 accepted");
    }
  }

  @ParameterizedTest
  @EnumSource
  void holdsWhomAChunkReachedFromItsOutcomesOnOrNotAtAll(Database database) {
    try (var dataSource = database.newDataSource()) {
      var store = store(database, dataSource);
      var run = begun(store, new RunId(WINBACK, MONDAY), Purpose.REAL, members(6));
      var transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
      assertThatThrownBy(() ->
              transaction.executeWithoutResult(_ -> {
                accept(store, run, 2);
                throw new IllegalStateException("the worker dies");
              }))
          .hasMessage("the worker dies");
      assertThat(contacts(dataSource)).isEmpty();

      transaction.executeWithoutResult(_ -> accept(store, run, 2));
      assertThat(contacts(dataSource)).containsExactly("u1 accepted", "u2 accepted");

      transaction.executeWithoutResult(_ -> accept(store, run, 1));
      store.states().ends(run, new RunState.Failed(LATER, "a fault"));
      assertThat(contacts(dataSource)).containsExactly("u1 accepted", "u2 accepted", "u3 accepted");
    }
  }

  /** As of a run that a version before had begun, which added them when the execution ended. */
  @ParameterizedTest
  @EnumSource
  void holdsThoseBesideThemWhoAreOnlyAddedWithTheEnd(Database database) {
    try (var dataSource = database.newDataSource()) {
      var store = store(database, dataSource);
      var run = begun(store, new RunId(WINBACK, MONDAY), Purpose.REAL, members(6));
      store.members().decide(run.key(), Verdict.ACCEPTED, MONDAY, positions(1, 5));

      accept(store, run, 2);
      assertThat(contacts(dataSource)).containsExactly("u2 accepted", "u3 accepted");

      store.states().ends(run, new RunState.Failed(LATER, "a fault"));
      assertThat(contacts(dataSource))
          .containsExactly("u1 accepted", "u2 accepted", "u3 accepted", "u5 accepted");
    }
  }

  @ParameterizedTest
  @EnumSource
  void holdsALiveCampaignsUserFromTheEndOnAsOftenAsTriggersWereSent(Database database) {
    try (var dataSource = database.newDataSource()) {
      var store = store(database, dataSource);
      var triggered =
          List.of(
              MemberOf.triggered(1, "u1", new Occasion.Trigger("e1", MONDAY)),
              MemberOf.triggered(2, "u1", new Occasion.Trigger("e2", MONDAY)));
      var run = begun(store, new RunId(WINBACK, MONDAY), Purpose.REAL, triggered);

      accept(store, run, 2);
      assertThat(contacts(dataSource)).isEmpty();

      store.states().ends(run, new RunState.Completed(LATER));
      assertThat(contacts(dataSource)).containsExactly("u1 accepted");
      assertThat(
              new JdbcTemplate(dataSource)
                  .queryForObject("select times from muster_contact", Integer.class))
          .isEqualTo(2);
    }
  }

  /** The next so many members. */
  private static void accept(Store store, Run run, int users) {
    var accepted = new Outcomes.End(Verdict.ACCEPTED, MONDAY, null);
    store
        .outcomes()
        .appendReached(
            run.key(),
            1,
            store.members().due(run.key(), new Stretch(1, 6), MONDAY, users).stream()
                .map(member -> new Outcomes.Read(member, accepted))
                .toList());
  }

  @ParameterizedTest
  @EnumSource
  void isWrittenWithTheEndOrNotAtAll(Database database) {
    try (var dataSource = database.newDataSource()) {
      var store = store(database, dataSource);
      var run = begun(store, new RunId(WINBACK, MONDAY), Purpose.REAL, members(3));
      store.members().decide(run.key(), Verdict.ACCEPTED, MONDAY, positions(1, 2));
      var transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));

      assertThatThrownBy(() ->
              transaction.executeWithoutResult(_ -> {
                store.states().ends(run, new RunState.Completed(LATER));
                throw new IllegalStateException("the worker dies");
              }))
          .hasMessage("the worker dies");

      assertThat(contacts(dataSource)).isEmpty();
      assertThat(store.states().ends(run, new RunState.Completed(LATER))).isPresent();
      assertThat(contacts(dataSource)).hasSize(2);
    }
  }

  /** As many as are in doubt, those who come first in each partition. */
  @ParameterizedTest
  @CsvSource({"1, 1", "1, 3", "2, 1", "3, 2", "4, 100"})
  void holdsWhomAnAbandonedRunMayHaveReached(int partitions, int chunk) {
    for (var database : Database.values()) {
      try (var dataSource = database.newDataSource()) {
        var store = store(database, dataSource);
        var id = new RunId(WINBACK, MONDAY);
        store.states().plan(id, MONDAY, ZoneOffset.UTC, Purpose.REAL, partitions, MONDAY);
        store.states().begins(store.runs().get(id), chunk, 10, null, LATER);
        var run = store.runs().get(id);
        store.members().add(run.key(), members(20));
        store.members().decide(run.key(), Verdict.ACCEPTED, MONDAY, positions(1, 2, 11));
        store.runs().doubt(run.key(), MONDAY);
        var inDoubt = store.members().pendingNext(run.key(), partitions, chunk);
        store.states().ends(run, new RunState.Abandoned(LATER, null));

        store.members().notePossiblyReached(run.key(), partitions, chunk);
        store.contacts().addPossiblyReached(run.key());
        store.contacts().addPossiblyReached(run.key());

        assertThat(contacts(dataSource).stream().filter(user -> user.endsWith(" possibly")))
            .hasSize((int) inDoubt)
            .contains("u3 possibly");
        assertThat(contacts(dataSource)).hasSize((int) inDoubt + 3);
        assertThat(repeated(store, dataSource, Purpose.REAL, members(20), NEVER))
            .hasSize((int) inDoubt + 3)
            .contains("u1", "u2", "u3", "u11");
      }
    }
  }

  /** By the rule that explanations go by, whatever has become of the run that reached them. */
  @ParameterizedTest
  @EnumSource
  void isAskedByAgainInThePlaceOfTheMembersOfRunsThatEnded(Earlier earlier) {
    for (var database : Database.values()) {
      for (var rule :
          List.of(
              after(1, ChronoUnit.DAYS, "Europe/Berlin"),
              after(24, ChronoUnit.HOURS, "Europe/Berlin"),
              after(90, ChronoUnit.MINUTES, "UTC"),
              NEVER)) {
        // A short ledger, and a long one.
        var users = rule.accountZone().equals(ZoneId.of("Europe/Berlin")) ? 1800 : 300;
        try (var dataSource = database.newDataSource()) {
          var store = store(database, dataSource);
          // Over a night in which Berlin sets its clock on.
          var start = Instant.parse("2027-03-26T09:00:00Z");
          var before = new ArrayList<Member>();
          var now = new ArrayList<Member>();
          var expected = new ArrayList<String>();
          for (var i = 0; i < users; i++) {
            var user = "u%04d".formatted(i);
            var reached = start.plus(Duration.ofMinutes(37L * (i % 60)));
            var due = start.plus(Duration.ofMinutes(53L * (i % 77)));
            before.add(member(i + 1, user, reached));
            now.add(member(i + 1, user, due));
            if (i % 3 > 0 && rule.leavesAlone(reached, due)) {
              expected.add(user);
            }
          }
          var id = new RunId(WINBACK, start);
          var run = begun(store, id, Purpose.REAL, before);
          store
              .members()
              .decide(
                  run.key(),
                  Verdict.ACCEPTED,
                  start,
                  LongStream.range(0, users)
                      .filter(i -> i % 3 > 0)
                      .mapToObj(i -> new Position(i + 1))
                      .toList());
          lead(store, dataSource, id, earlier);

          assertThat(repeated(store, dataSource, Purpose.REAL, now, rule))
              .isNotEmpty()
              .isEqualTo(expected);
        }
      }
    }
  }

  /** Whom it leaves alone ends where its latest contact is too long ago for anybody. */
  @ParameterizedTest
  @CsvSource({"-1, 0", "0, 0", "1, 1", "60, 1"})
  void leavesThoseAloneWhoWereDueTooLately(int secondsAfter, int repeated) {
    for (var database : Database.values()) {
      for (var earlier : Earlier.values()) {
        try (var dataSource = database.newDataSource()) {
          var store = store(database, dataSource);
          var id = new RunId(WINBACK, MONDAY);
          var before =
              List.of(
                  member(1, "u1", MONDAY.plusSeconds(secondsAfter)),
                  member(2, "u2", MONDAY.minusSeconds(100)));
          var run = begun(store, id, Purpose.REAL, before);
          store.members().decide(run.key(), Verdict.ACCEPTED, LATER, positions(1, 2));
          lead(store, dataSource, id, earlier);

          var due = MONDAY.plus(24, ChronoUnit.HOURS);
          var now = List.of(member(1, "u1", due), member(2, "u2", due));
          assertThat(
                  repeated(
                      store, dataSource, Purpose.REAL, now, after(24, ChronoUnit.HOURS, "UTC")))
              .hasSize(repeated);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          REAL,      REAL,      true
          REAL,      REHEARSAL, false
          REHEARSAL, REAL,      true
          REHEARSAL, REHEARSAL, true
          """)
  void tellsRehearsedRunsToRehearsalsAlone(Purpose purpose, Purpose ofEarlier, boolean repeated) {
    for (var database : Database.values()) {
      for (var earlier : Earlier.values()) {
        try (var dataSource = database.newDataSource()) {
          var store = store(database, dataSource);
          var id = new RunId(WINBACK, MONDAY);
          var run = begun(store, id, ofEarlier, members(1));
          store.members().decide(run.key(), Verdict.ACCEPTED, MONDAY, positions(1));
          lead(store, dataSource, id, earlier);

          assertThat(repeated(store, dataSource, purpose, members(1), NEVER))
              .hasSize(repeated ? 1 : 0);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void isNotAskedForOtherCampaignsNorForTheRunItself(Database database) {
    try (var dataSource = database.newDataSource()) {
      var store = store(database, dataSource);
      var other =
          begun(store, new RunId(new CampaignId("other"), MONDAY), Purpose.REAL, members(9));
      store.members().decide(other.key(), Verdict.ACCEPTED, MONDAY, positions(1, 2));
      store.states().ends(other, new RunState.Completed(LATER));
      var id = new RunId(WINBACK, MONDAY);
      var run = begun(store, id, Purpose.REAL, members(9));
      store.members().decide(run.key(), Verdict.ACCEPTED, MONDAY, positions(3));
      store.states().ends(run, new RunState.Failed(LATER, "a fault"));
      store.states().begins(store.runs().get(id), 10, 10, null, LATER);

      store.members().dropReached(store.runs().get(id), NEVER);

      assertThat(store.members().verdicts(run.key())).doesNotContainKey(Verdict.REPEATED);
    }
  }

  /** Makes of a run whose members were reached what it is to be when another asks for them. */
  private static void lead(Store store, HikariDataSource dataSource, RunId id, Earlier earlier) {
    var jdbc = new JdbcTemplate(dataSource);
    switch (earlier) {
      case AT_WORK -> {}
      case AT_WORK_AGAIN -> {
        end(store, id, new RunState.Failed(LATER, "a fault"));
        store.states().begins(store.runs().get(id), 10, 10, null, LATER);
      }
      case ENDED -> {
        end(store, id, new RunState.Completed(LATER));
        // Nobody asks these.
        jdbc.update("delete from muster_member");
      }
      case ENDED_TWICE -> {
        end(store, id, new RunState.Failed(LATER, "a fault"));
        store.states().begins(store.runs().get(id), 10, 10, null, LATER);
        end(store, id, new RunState.Completed(LATER));
        jdbc.update("delete from muster_member");
      }
      case PRUNED -> {
        end(store, id, new RunState.Completed(LATER));
        var run = store.runs().get(id);
        var members = store.members().last(run.key());
        var reached = store.members().verdicts(run.key()).getOrDefault(Verdict.ACCEPTED, 0L);
        var foreseen = store.pruning().foreseen(run, StillAsked.dueSince(Instant.MIN));
        assertThat(store.pruning().prune(run, StillAsked.dueSince(Instant.MIN), false))
            .isEqualTo(foreseen)
            .isEqualTo(new Pruned(members - reached, reached));
        assertThat(store.members().last(run.key())).isZero();
      }
    }
  }

  private static void end(Store store, RunId id, RunState.Ended state) {
    assertThat(store.states().ends(store.runs().get(id), state)).isPresent();
  }

  /** Whom a new run of the campaign leaves alone, in order. */
  private static List<String> repeated(
      Store store,
      HikariDataSource dataSource,
      Purpose purpose,
      List<Member> members,
      AgainRule rule) {
    var run = begun(store, new RunId(WINBACK, MONDAY.plusSeconds(7)), purpose, members);
    store.members().dropReached(run, rule);
    return new JdbcTemplate(dataSource)
        .query(
            "select user_id from muster_fate where run_id = ? and verdict = 'repeated'"
                + " order by user_id",
            (row, _) -> row.getString(1),
            run.key().value());
  }

  private static Run begun(Store store, RunId id, Purpose purpose, List<Member> members) {
    store.states().plan(id, MONDAY, ZoneOffset.UTC, purpose, 4, MONDAY);
    store.states().begins(store.runs().get(id), 10, 10, null, LATER);
    var run = store.runs().get(id);
    store.members().add(run.key(), members);
    return run;
  }

  private static List<String> contacts(HikariDataSource dataSource) {
    return new JdbcTemplate(dataSource)
        .query(
            "select user_id || ' ' || how from muster_contact order by user_id, due_at",
            (row, _) -> row.getString(1));
  }

  private static Store store(Database database, HikariDataSource dataSource) {
    return Store.in(dataSource, database.databaseType(), Clock.systemUTC(), "this test");
  }

  private static AgainRule after(long number, ChronoUnit unit, String zone) {
    return new AgainRule(new Again.After(new WrittenDuration(number, unit)), ZoneId.of(zone));
  }

  private static List<Position> positions(long... positions) {
    return LongStream.of(positions).mapToObj(Position::new).toList();
  }

  private static List<Member> members(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(number -> member(number, "u" + number, MONDAY))
        .toList();
  }

  private static Member member(long position, String id, Instant due) {
    return MemberOf.user(position, id, Verdict.PENDING, due);
  }
}
