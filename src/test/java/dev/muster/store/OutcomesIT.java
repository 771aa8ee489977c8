package dev.muster.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.muster.Database;
import dev.muster.campaign.CampaignId;
import dev.muster.campaign.Occasion;
import dev.muster.campaign.Recipient;
import dev.muster.campaign.RunId;
import dev.muster.campaign.RunKey;
import dev.muster.campaign.UserId;
import dev.muster.gate.Verdict;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What became of members, as it is appended, and as everybody reads it afterwards. */
class OutcomesIT {
  private static final Instant MONDAY = Instant.parse("2026-12-07T09:00:00Z");
  private static final RunId ID = new RunId(new CampaignId("winback"), MONDAY);
  private static final Outcomes.End ACCEPTED = new Outcomes.End(Verdict.ACCEPTED, MONDAY, null);
  private static final Outcomes.End REJECTED =
      new Outcomes.End(Verdict.REJECTED, MONDAY, "http_400");

  @ParameterizedTest
  @EnumSource
  void areOneRowAChunkWhereAllEndAlikeWhoeverStandsBetween(Database database) {
    try (var dataSource = database.newDataSource()) {
      var store = store(database, dataSource);
      var run = planned(store);
      var members = new ArrayList<Member>();
      for (var position = 1; position <= 100; position++) {
        members.add(
            member(
                position,
                position % 10 == 0 ? Verdict.CONTROL : Verdict.PENDING,
                position % 7 == 0 ? MONDAY.plusSeconds(60) : MONDAY,
                position));
      }
      store.members().add(run, members);
      store.members().dropBeyond(run, 70);

      chunk(store, run, 1, 30, ACCEPTED);
      chunk(store, run, 1, 30, ACCEPTED);

      assertThat(rows(dataSource))
          .containsExactly("1-38 30 accepted by 1", "39-76 30 accepted by 1");
      assertThat(store.members().verdicts(run))
          .containsOnly(
              Map.entry(Verdict.ACCEPTED, 60L),
              Map.entry(Verdict.CONTROL, 10L),
              Map.entry(Verdict.CAPPED, 20L),
              Map.entry(Verdict.PENDING, 10L));
    }
  }

  @ParameterizedTest
  @EnumSource
  void leaveWhoHasNoEndToBeDoneAndTellOfOthersApart(Database database) {
    try (var dataSource = database.newDataSource()) {
      var store = store(database, dataSource);
      var run = planned(store);
      store.members().add(run, pending(9));

      chunk(
          store, run, 1, 9, ACCEPTED, ACCEPTED, REJECTED, REJECTED, null, ACCEPTED, null, null,
          REJECTED);

      assertThat(rows(dataSource))
          .containsExactly(
              "1-2 2 accepted by 1",
              "3-4 2 rejected by 1",
              "6-6 1 accepted by 1",
              "9-9 1 rejected by 1");
      assertThat(due(store, run, 9)).extracting(OutcomesIT::position).containsExactly(5L, 7L, 8L);
    }
  }

  /** Though they stand among others of whom is told already. */
  @ParameterizedTest
  @EnumSource
  void tellOfThoseWhoAreSentToAgainInRowsOfTheirOwn(Database database) {
    try (var dataSource = database.newDataSource()) {
      var store = store(database, dataSource);
      var run = planned(store);
      store.members().add(run, pending(8));
      chunk(
          store, run, 1, 8, REJECTED, ACCEPTED, REJECTED, REJECTED, ACCEPTED, ACCEPTED, REJECTED,
          ACCEPTED);

      store.rejections().takeBack(run, 1);
      assertThat(due(store, run, 9))
          .extracting(OutcomesIT::position)
          .containsExactly(1L, 3L, 4L, 7L);
      chunk(store, run, 2, 3, ACCEPTED);

      assertThat(rows(dataSource))
          .containsExactly(
              "1-1 1 accepted by 2",
              "2-2 1 accepted by 1",
              "3-4 2 accepted by 2",
              "5-6 2 accepted by 1",
              "8-8 1 accepted by 1");
      assertThat(due(store, run, 9)).extracting(OutcomesIT::position).containsExactly(7L);
      assertThat(store.members().verdicts(run))
          .containsOnly(Map.entry(Verdict.ACCEPTED, 7L), Map.entry(Verdict.PENDING, 1L));
    }
  }

  /** Its reason and its end: one of them alone would be a user too many, or too few. */
  @ParameterizedTest
  @EnumSource
  void leaveARejectionWholeThatComesWhileOthersAreTakenBack(Database database) {
    try (var dataSource = database.newDataSource()) {
      var store = store(database, dataSource);
      var run = planned(store);
      store.members().add(run, pending(4));
      rejectNext(store, run, 1);
      rejectNext(store, run, 2);

      var meanwhile = Meanwhile.happens(dataSource, () -> rejectNext(store, run, 3));
      new TransactionTemplate(new JdbcTransactionManager(meanwhile))
          .executeWithoutResult(_ -> store(database, meanwhile).rejections().takeBack(run, 1));

      assertThat(reasons(dataSource)).containsExactly(3L);
      assertThat(store.members().verdicts(run))
          .containsOnly(Map.entry(Verdict.REJECTED, 1L), Map.entry(Verdict.PENDING, 3L));
      store.rejections().takeBack(run, 1);
      assertThat(reasons(dataSource)).isEmpty();
    }
  }

  private static void rejectNext(Store store, RunKey run, int position) {
    var member = due(store, run, 4).get(0);
    assertThat(position(member)).isEqualTo(position);
    store.outcomes().append(run, 1, List.of(new Outcomes.Read(member, REJECTED)));
    store
        .rejections()
        .add(
            run,
            List.of(
                new Rejections.Rejection(
                    1, member.position(), member.userId(), "http_400", "400: no such user")));
  }

  private static List<Long> reasons(HikariDataSource dataSource) {
    return new JdbcTemplate(dataSource)
        .query(
            "select position from muster_rejection order by position",
            (row, _) -> row.getLong("position"));
  }

  /** Members as they should be, by rules that share nothing with the tables. */
  private static final class Model {
    final List<One> members = new ArrayList<>();
    Instant dueUntil = MONDAY;

    static final class One {
      final Member member;
      @Nullable Verdict kept;
      Instant due;
      Outcomes.@Nullable End end;

      One(Member member) {
        this.member = member;
        this.due = member.dueAt();
        this.kept = member.verdict() == Verdict.PENDING ? null : member.verdict();
      }
    }

    Verdict verdict(One one) {
      if (one.kept != null) {
        return one.kept;
      }
      if (one.end != null) {
        return one.end.verdict();
      }
      return one.due.isAfter(dueUntil) ? Verdict.WAITING : Verdict.PENDING;
    }

    /** Those from there on who are to be done. */
    List<One> pending(Stretch among, int limit) {
      return members.stream()
          .filter(one -> verdict(one) == Verdict.PENDING)
          .filter(one -> one.member.position().value() >= among.first())
          .filter(one -> one.member.position().value() <= among.last())
          .limit(limit)
          .toList();
    }

    Map<Verdict, Long> counts() {
      var counts = new EnumMap<Verdict, Long>(Verdict.class);
      members.forEach(one -> counts.merge(verdict(one), 1L, Long::sum));
      return counts;
    }
  }

  /**
   * Executions that get as far as they get, in partitions, with gates, caps, windows, deferrals,
   * rejections, opt-outs and retries.
   */
  @ParameterizedTest
  @EnumSource
  void areRightWhateverHappens(Database database) {
    for (var seed = 1; seed <= 25; seed++) {
      var random = new Random(seed);
      try (var dataSource = database.newDataSource()) {
        var store = store(database, dataSource);
        var run = planned(store);
        var model = frozen(store, run, random);
        execute(store, run, model, random);
        assertThat(listed(store))
            .as("seed %d", seed)
            .isEqualTo(model.members.stream().map(one -> row(model, one)).toList());
        assertThat(contacts(dataSource))
            .as("seed %d", seed)
            .isEqualTo(
                model.members.stream()
                    .filter(one -> model.verdict(one) == Verdict.ACCEPTED)
                    .map(one -> contact(id(one), one.due, requireNonNull(one.end).at()))
                    .sorted()
                    .toList());
      }
    }
  }

  private static List<String> contacts(HikariDataSource dataSource) {
    return new JdbcTemplate(dataSource)
            .query(
                "select user_id, due_at, reached_at from muster_contact",
                (row, _) ->
                    contact(
                        row.getString("user_id"),
                        requireNonNull(Times.read(row, "due_at")),
                        requireNonNull(Times.read(row, "reached_at"))))
            .stream()
            .sorted()
            .toList();
  }

  private static String contact(String user, Instant due, Instant reached) {
    return "%s, due %s, reached %s".formatted(user, due, reached);
  }

  /** Where the tables change between two questions of one transaction, too. */
  @ParameterizedTest
  @EnumSource
  void areRightWithinATransaction(Database database) {
    for (var seed = 101; seed <= 110; seed++) {
      var random = new Random(seed);
      try (var dataSource = database.newDataSource()) {
        var store = store(database, dataSource);
        var run = planned(store);
        new TransactionTemplate(new JdbcTransactionManager(dataSource))
            .executeWithoutResult(_ -> execute(store, run, frozen(store, run, random), random));
      }
    }
  }

  private static void execute(Store store, RunKey run, Model model, Random random) {
    var now = MONDAY;
    for (var execution = 1; execution <= 12; execution++) {
      begins(store, execution);
      if (random.nextInt(3) == 0) {
        store.rejections().takeBack(run, 1);
        model.members.stream()
            .filter(one -> model.verdict(one) == Verdict.REJECTED)
            .forEach(one -> one.end = null);
      }
      now = now.plusSeconds(random.nextInt(40));
      store.members().windows().open(run, now);
      model.dueUntil = now;
      suppress(store, run, model, now, random);
      for (var partition = 1; partition <= 3; partition++) {
        deliver(store, run, model, execution, Stretch.number(partition, 3, 90), now, random);
      }
      assertThat(store.members().verdicts(run))
          .as("execution %d", execution)
          .isEqualTo(model.counts());
    }
  }

  private static Model frozen(Store store, RunKey run, Random random) {
    var model = new Model();
    for (var position = 1; position <= 90; position++) {
      var kept = random.nextInt(6) == 0 ? Verdict.CONTROL : Verdict.PENDING;
      var due = MONDAY.plusSeconds(40L * random.nextInt(6));
      model.members.add(new Model.One(member(position, kept, due, random.nextInt(100))));
    }
    store.members().add(run, model.members.stream().map(one -> one.member).toList());
    store.members().dropBeyond(run, 50);
    model.members.stream()
        .filter(one -> one.kept == null)
        .sorted(Comparator.comparingInt((Model.One one) -> rank(one)).thenComparing(OutcomesIT::id))
        .skip(50)
        .forEach(one -> one.kept = Verdict.CAPPED);
    store.members().windows().close(run, MONDAY);
    return model;
  }

  private static void suppress(Store store, RunKey run, Model model, Instant now, Random random) {
    var ids = random.ints(3, 1, 91).mapToObj(number -> "u" + number).toList();
    store.members().suppress(run, false, ids, now);
    model.members.stream()
        .filter(one -> model.verdict(one) == Verdict.PENDING && ids.contains(id(one)))
        .forEach(one -> one.end = new Outcomes.End(Verdict.SUPPRESSED, now, null));
  }

  private static void deliver(
      Store store,
      RunKey run,
      Model model,
      int execution,
      Stretch partition,
      Instant now,
      Random random) {
    var left = partition;
    var untold = store.outcomes().tellOfNobody(run, partition);
    for (var pages = random.nextInt(8); pages > 0; pages--) {
      var size = 1 + random.nextInt(9);
      var expected = model.pending(left, size);
      var page =
          untold
              ? store.members().dueOfUntold(run, left, now, size)
              : store.members().due(run, left, now, size);
      assertThat(page)
          .extracting(OutcomesIT::position)
          .isEqualTo(expected.stream().map(one -> one.member.position().value()).toList());
      var read = new ArrayList<Outcomes.Read>();
      for (var i = 0; i < page.size(); i++) {
        var end = end(now, random);
        read.add(new Outcomes.Read(page.get(i), end));
        expected.get(i).end = end;
      }
      store.outcomes().appendReached(run, execution, read);
      defer(store, run, execution, read, expected, now, random);
      if (page.isEmpty()) {
        return;
      }
      left = left.after(page.getLast().position());
    }
  }

  private static Outcomes.@Nullable End end(Instant now, Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> new Outcomes.End(Verdict.REJECTED, now, "http_" + random.nextInt(2));
      case 1 -> new Outcomes.End(Verdict.INVALID, now, "too_large");
      case 2, 3 -> null;
      default -> new Outcomes.End(Verdict.ACCEPTED, now, null);
    };
  }

  /** Some of those who have no end, to a time at which others are due as well. */
  private static void defer(
      Store store,
      RunKey run,
      int execution,
      List<Outcomes.Read> read,
      List<Model.One> members,
      Instant now,
      Random random) {
    for (var i = 0; i < read.size(); i++) {
      if (read.get(i).end() == null && random.nextBoolean()) {
        var late = MONDAY.plusSeconds(40L * random.nextInt(12));
        var until = late.isAfter(now) ? late : now.plusSeconds(40);
        store
            .members()
            .windows()
            .defer(run, execution, until, now, List.of(read.get(i).member().position()));
        members.get(i).due = until;
      }
    }
  }

  private static List<String> listed(Store store) {
    var rows = new ArrayList<String>();
    store
        .members()
        .list()
        .each(
            store.runs().get(ID),
            EnumSet.allOf(Verdict.class),
            row ->
                rows.add(
                    "%s %s %s %s"
                        .formatted(row.userId().value(), row.verdict(), row.dueAt(), row.code())));
    return rows;
  }

  private static String row(Model model, Model.One one) {
    return "%s %s %s %s"
        .formatted(id(one), model.verdict(one), one.due, one.end == null ? null : one.end.code());
  }

  private static String id(Model.One one) {
    return one.member.userId().value();
  }

  private static int rank(Model.One one) {
    return requireNonNull(one.member.capRank())[0];
  }

  private static void chunk(
      Store store, RunKey run, int execution, int size, Outcomes.@Nullable End... ends) {
    var page = due(store, run, size);
    var read = new ArrayList<Outcomes.Read>();
    for (var i = 0; i < page.size(); i++) {
      read.add(new Outcomes.Read(page.get(i), ends[Math.min(i, ends.length - 1)]));
    }
    store.outcomes().append(run, execution, read);
  }

  private static List<DueMember> due(Store store, RunKey run, int size) {
    return store.members().due(run, new Stretch(1, 1000), MONDAY, size);
  }

  private static long position(DueMember member) {
    return member.position().value();
  }

  private static List<String> rows(HikariDataSource dataSource) {
    return new JdbcTemplate(dataSource)
        .query(
            "select * from muster_outcome order by first_position",
            (row, _) ->
                "%d-%d %d %s by %d"
                    .formatted(
                        row.getLong("first_position"),
                        row.getLong("last_position"),
                        row.getLong("users"),
                        row.getString("verdict"),
                        row.getInt("execution")));
  }

  private static void begins(Store store, int execution) {
    store.states().begins(store.runs().get(ID), 10, 10, null, MONDAY);
    assertThat(store.runs().get(ID).executions()).isEqualTo(execution);
  }

  private static RunKey planned(Store store) {
    store.states().plan(ID, MONDAY, ZoneOffset.UTC, Purpose.REAL, 3, MONDAY);
    return store.runs().get(ID).key();
  }

  private static List<Member> pending(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(position -> member(position, Verdict.PENDING, MONDAY, 0))
        .toList();
  }

  private static Member member(int position, Verdict verdict, Instant due, int rank) {
    return new Member(
        new Position(position),
        new UserId("u" + position),
        new Occasion.Once(),
        new Recipient.User("u" + position),
        verdict,
        due,
        new byte[] {(byte) rank},
        null,
        null,
        null,
        null,
        null);
  }

  private static Store store(Database database, DataSource dataSource) {
    return Store.in(dataSource, database.databaseType(), Clock.systemUTC(), "this test");
  }
}
