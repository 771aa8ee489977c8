package dev.muster.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.zaxxer.hikari.HikariDataSource;
import dev.muster.Database;
import dev.muster.campaign.Again;
import dev.muster.campaign.CampaignId;
import dev.muster.campaign.Occasion;
import dev.muster.campaign.Recipient;
import dev.muster.campaign.RunId;
import dev.muster.campaign.UserId;
import dev.muster.campaign.WrittenDuration;
import dev.muster.gate.CapOrder;
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
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

class MembersIT {
  private static final CampaignId WINBACK = new CampaignId("winback");
  private static final Instant MONDAY = Instant.parse("2026-12-07T09:00:00Z");
  private static final AgainRule NEVER = new AgainRule(new Again.Never(), ZoneOffset.UTC);

  private final List<HikariDataSource> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(HikariDataSource::close);
  }

  @ParameterizedTest
  @EnumSource
  void readsThePendingAndDueInOrderOfPositionWithTheirProfiles(Database database) {
    var store = store(database);
    var run = plan(store, MONDAY);
    profile("u1", "{\"plan\": \"pro\"}");
    profile("ü'2", "{}");
    add(
        store,
        run,
        member(1, "u1", Verdict.PENDING),
        member(2, "control", Verdict.CONTROL),
        member(3, "ü'2", Verdict.PENDING),
        member(4, "gone", Verdict.PENDING),
        member(5, "later", Verdict.PENDING, MONDAY.plusSeconds(1)));

    var due = store.members().due(run.key(), new Stretch(1, 5), MONDAY, 10);

    assertThat(due)
        .extracting(member -> member.userId().value())
        .containsExactly("u1", "ü'2", "gone");
    assertThat(store.members().due(run.key(), new Stretch(2, 3), MONDAY, 10))
        .extracting(DueMember::position)
        .containsExactly(new Position(3));
    assertThat(store.members().due(run.key(), new Stretch(1, 5), MONDAY, 1))
        .extracting(DueMember::position)
        .containsExactly(new Position(1));
  }

  @ParameterizedTest
  @EnumSource
  void keepsOfSeveralWithOneRecipientTheFirstByUserId(Database database) {
    var store = store(database);
    var run = plan(store, MONDAY);
    add(
        store,
        run,
        reachedAs(1, "b", "same", false),
        reachedAs(2, "a", "same", false),
        reachedAs(3, "B", "other", false),
        reachedAs(4, "c", "same", true),
        reachedAs(5, "A", "held back", false, Verdict.CONTROL),
        reachedAs(6, "d", "held back", false),
        reachedAs(7, "own", "own", false),
        reachedAs(8, "not own", "own", false));

    store.members().dropDoubles(run.key());

    assertThat(unreachable(run)).containsExactly("b", "own");
  }

  @ParameterizedTest
  @EnumSource
  void keepsEverybodyWhereAllAreKnownByTheirOwnIds(Database database) {
    var store = store(database);
    var run = plan(store, MONDAY);
    add(
        store,
        run,
        reachedAs(1, "a", "a", false),
        reachedAs(2, "A", "A", false),
        reachedAs(3, "b", "c", false, Verdict.CONTROL));

    store.members().dropDoubles(run.key());

    assertThat(unreachable(run)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void keepsEachTriggerOfOneRecipientAndThatWithItsEventAndInstant(Database database) {
    var store = store(database);
    var run = plan(store, MONDAY);
    var same = new Recipient.User("same");
    var occurred = MONDAY.minus(Duration.ofNanos(1000));
    add(
        store,
        run,
        triggered(1, "b", same, "e", MONDAY),
        triggered(2, "a", same, "E", MONDAY),
        triggered(3, "a", same, "e", MONDAY),
        triggered(4, "a", same, "é", occurred),
        reachedAs(5, "d", "same", false),
        reachedAs(6, "c", "same", false));

    store.members().dropDoubles(run.key());

    assertThat(unreachable(run)).containsExactly("b", "d");
    assertThat(store.members().due(run.key(), new Stretch(1, 6), MONDAY, 10))
        .extracting(DueMember::userId, DueMember::occasion)
        .containsExactly(
            tuple(new UserId("a"), new Occasion.Trigger("E", MONDAY)),
            tuple(new UserId("a"), new Occasion.Trigger("e", MONDAY)),
            tuple(new UserId("a"), new Occasion.Trigger("é", occurred)),
            tuple(new UserId("c"), new Occasion.Once()));
  }

  /** By when they were due there; when they were accepted does not matter. */
  @ParameterizedTest
  @EnumSource
  void findsThoseWhomAnotherRunOfTheCampaignReachedTooLately(Database database) {
    var store = store(database);
    var limit = MONDAY.minus(Duration.ofHours(24));
    var earlier = plan(store, MONDAY.minusSeconds(1000));
    add(
        store,
        earlier,
        member(1, "reached", Verdict.PENDING, limit.plus(1, ChronoUnit.MICROS)),
        member(2, "long ago", Verdict.PENDING, limit),
        member(3, "rejected", Verdict.PENDING, MONDAY),
        member(4, "later", Verdict.PENDING, MONDAY.plusSeconds(1)));
    store.members().decide(earlier.key(), Verdict.ACCEPTED, MONDAY, positions(1, 2, 4));
    store.members().decide(earlier.key(), Verdict.REJECTED, MONDAY, positions(3));
    var other = plan(store, MONDAY, new CampaignId("another"), Purpose.REAL);
    var run = plan(store, MONDAY);
    for (var each : List.of(other, run)) {
      add(
          store,
          each,
          member(1, "reached", Verdict.PENDING),
          member(2, "long ago", Verdict.PENDING),
          member(3, "rejected", Verdict.PENDING),
          member(4, "later", Verdict.PENDING),
          member(5, "new", Verdict.PENDING));
    }

    store.members().dropReached(other, NEVER);
    assertThat(verdicts(store, other)).containsOnly(Map.entry(Verdict.PENDING, 5L));

    store.members().dropReached(run, after(24, ChronoUnit.HOURS, "UTC"));
    assertThat(users(run, Verdict.REPEATED)).containsExactly("later", "reached");
    store.members().dropReached(run, new AgainRule(new Again.Always(), ZoneOffset.UTC));
    assertThat(users(run, Verdict.REPEATED)).hasSize(2);
    store.members().dropReached(run, NEVER);
    assertThat(users(run, Verdict.PENDING)).containsExactly("new", "rejected");
    store.members().decide(run.key(), Verdict.ACCEPTED, MONDAY, positions(3, 5));
    store.members().dropReached(run, NEVER);
    assertThat(users(run, Verdict.ACCEPTED)).containsExactly("new", "rejected");
  }

  /** Each by the moment at which they are due, over a night in which Berlin sets its clock on. */
  @ParameterizedTest
  @EnumSource
  void asksForEveryMemberBackFromWhenTheyAreDue(Database database) {
    for (var rule :
        List.of(
            after(1, ChronoUnit.DAYS, "Europe/Berlin"),
            after(2, ChronoUnit.DAYS, "Europe/Berlin"),
            after(1, ChronoUnit.WEEKS, "America/New_York"),
            after(24, ChronoUnit.HOURS, "Europe/Berlin"),
            after(90, ChronoUnit.MINUTES, "UTC"),
            NEVER)) {
      var store = store(database);
      var start = Instant.parse("2027-03-26T09:00:00Z");
      var before = new ArrayList<Member>();
      var now = new ArrayList<Member>();
      var expected = new ArrayList<String>();
      for (var i = 0; i < 300; i++) {
        var user = "u%03d".formatted(i);
        var reached = start.plus(Duration.ofMinutes(37L * (i % 60)));
        var due = start.plus(Duration.ofMinutes(53L * (i % 77)));
        before.add(member(i + 1, user, Verdict.ACCEPTED, reached));
        now.add(member(i + 1, user, Verdict.PENDING, due));
        if (rule.leavesAlone(reached, due)) {
          expected.add(user);
        }
      }
      store.members().add(plan(store, start).key(), before);
      var run = plan(store, start.plusSeconds(1));
      store.members().add(run.key(), now);

      store.members().dropReached(run, rule);

      assertThat(users(run, Verdict.REPEATED)).isNotEmpty().isEqualTo(expected);
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
  void countsRehearsedRunsForRehearsalsAlone(Purpose purpose, Purpose ofEarlier, boolean repeated) {
    for (var database : Database.values()) {
      var store = store(database);
      var earlier = plan(store, MONDAY.minusSeconds(1000), WINBACK, ofEarlier);
      add(store, earlier, member(1, "u1", Verdict.ACCEPTED));
      store.members().decide(earlier.key(), Verdict.ACCEPTED, MONDAY, positions(1));
      var run = plan(store, MONDAY, WINBACK, purpose);
      add(store, run, member(1, "u1", Verdict.PENDING));

      store.members().dropReached(run, NEVER);

      assertThat(verdicts(store, run))
          .containsOnly(Map.entry(repeated ? Verdict.REPEATED : Verdict.PENDING, 1L));
      assertThat(store.runs().get(run.id()).isRehearsal()).isEqualTo(purpose == Purpose.REHEARSAL);
    }
  }

  @ParameterizedTest
  @EnumSource
  void capsThoseBeyondTheFirstByUnsignedRank(Database database) {
    var store = store(database);
    var run = plan(store, MONDAY);
    add(
        store,
        run,
        ranked(1, "high", (byte) 0xff),
        ranked(2, "middle", (byte) 0x80),
        ranked(3, "low", (byte) 0x7f),
        ranked(4, "lowest", (byte) 0x00));

    store.members().dropBeyond(run.key(), 2);

    assertThat(users(run, Verdict.CAPPED)).containsExactly("high", "middle");
  }

  @ParameterizedTest
  @EnumSource
  void capsTriggersInTriggerOrder(Database database) {
    var store = store(database);
    var run = plan(store, MONDAY);
    add(
        store,
        run,
        triggered(1, "7", "e", MONDAY),
        triggered(2, "6", "é", MONDAY.minusMillis(1)),
        triggered(3, "5", "ab", MONDAY.minusMillis(1)),
        triggered(4, "4", "a", MONDAY.minusMillis(1)),
        triggered(5, "3", "z", MONDAY.minusMillis(2)),
        triggered(6, "2", "z", Instant.EPOCH),
        triggered(7, "1", "z", Instant.EPOCH.minusMillis(1)));

    store.members().dropBeyond(run.key(), 6);
    assertThat(users(run, Verdict.CAPPED)).containsExactly("7");
    store.members().dropBeyond(run.key(), 4);
    assertThat(users(run, Verdict.PENDING)).containsExactly("1", "2", "3", "4");
    store.members().dropBeyond(run.key(), 1);
    assertThat(users(run, Verdict.PENDING)).containsExactly("1");
  }

  @ParameterizedTest
  @EnumSource
  void decidesAboutAPendingMemberOnce(Database database) {
    var store = store(database);
    var run = plan(store, MONDAY);
    add(store, run, member(1, "u1", Verdict.PENDING), member(2, "u2", Verdict.PENDING));

    store.members().decide(run.key(), Verdict.ACCEPTED, MONDAY, positions(1));
    store.members().decide(run.key(), Verdict.REJECTED, MONDAY, positions(1, 2));

    assertThat(verdicts(store, run))
        .containsOnly(Map.entry(Verdict.ACCEPTED, 1L), Map.entry(Verdict.REJECTED, 1L));
  }

  @ParameterizedTest
  @EnumSource
  void takesBackTheRejectionsOfOneExecutionOnly(Database database) {
    var store = store(database);
    var run = plan(store, MONDAY);
    add(store, run, member(1, "u1", Verdict.PENDING), member(2, "u2", Verdict.PENDING));
    store.states().begins(run, 10, 10, null, MONDAY);
    store.members().decide(run.key(), Verdict.REJECTED, MONDAY, positions(1));
    store.states().begins(store.runs().get(run.id()), 10, 10, null, MONDAY);
    store.members().decide(run.key(), Verdict.REJECTED, MONDAY, positions(2));
    store
        .rejections()
        .add(
            run.key(),
            List.of(
                new Rejections.Rejection(1, new Position(1), new UserId("u1"), "http_400", "bad"),
                new Rejections.Rejection(2, new Position(2), new UserId("u2"), "http_400", "bad")));

    store.rejections().takeBack(run.key(), 2);

    assertThat(users(run, Verdict.PENDING)).containsExactly("u2");
    assertThat(store.rejections().counts(run.key()))
        .containsExactly(new Rejections.Count("http_400", 1));
  }

  @ParameterizedTest
  @EnumSource
  void listsRejectedUsersByPagesThatAreFullWhoeverWasSentToSince(Database database) {
    var store = store(database);
    var run = plan(store, MONDAY);
    for (var position = 1; position <= 9; position++) {
      add(store, run, member(position, "u" + position, Verdict.PENDING));
    }
    store.states().begins(run, 10, 10, null, MONDAY);
    store.members().decide(run.key(), Verdict.REJECTED, MONDAY, positions(3, 5, 8));
    store.members().decide(run.key(), Verdict.ACCEPTED, MONDAY, positions(1, 2, 4, 6, 7, 9));
    for (var position = 1; position <= 9; position++) {
      rejected(store, run, 1, position);
    }
    rejected(store, run, 2, 5);

    assertThat(listed(store, run, 0, 2)).containsExactly("u3", "u5");
    assertThat(listed(store, run, 5, 2)).containsExactly("u8");
    assertThat(listed(store, run, 8, 2)).isEmpty();
    assertThat(listed(store, run, 0, 1)).containsExactly("u3");
    assertThat(listed(store, run, 0, 100)).containsExactly("u3", "u5", "u8");
  }

  private static void rejected(Store store, Run run, int execution, long position) {
    var user = new UserId("u" + position);
    store
        .rejections()
        .add(
            run.key(),
            List.of(
                new Rejections.Rejection(
                    execution, new Position(position), user, "http_400", "bad")));
  }

  private static List<String> listed(Store store, Run run, long after, int most) {
    return store.listedRejections().page(run.key(), null, after, most).stream()
        .map(row -> row.user().userId().value())
        .toList();
  }

  /** Far below a second each; what asks once a member takes minutes. */
  @ParameterizedTest
  @EnumSource
  @Timeout(60)
  void getsThroughTheGatesOfALargeRunWithoutAskingOnceAMember(Database database) {
    var store = store(database);
    var earlier = plan(store, MONDAY.minusSeconds(1000));
    var run = plan(store, MONDAY);
    for (var from = 1L; from <= 20_000; from += 2000) {
      var members =
          LongStream.range(from, from + 2000)
              .mapToObj(position -> ranked(position, "u" + position, (byte) position))
              .toList();
      var positions = members.stream().map(Member::position).toList();
      store.members().add(earlier.key(), members);
      store.members().decide(earlier.key(), Verdict.ACCEPTED, MONDAY, positions);
      store.members().add(run.key(), members.subList(0, 1000));
      store.members().add(run.key(), renamed(members.subList(1000, 2000)));
    }

    store.members().dropDoubles(run.key());
    store.members().dropReached(run, NEVER);
    store.members().dropBeyond(run.key(), 100);

    assertThat(verdicts(store, run))
        .containsOnly(
            Map.entry(Verdict.REPEATED, 10_000L),
            Map.entry(Verdict.CAPPED, 9900L),
            Map.entry(Verdict.PENDING, 100L));
  }

  private static List<Member> renamed(List<Member> members) {
    return members.stream()
        .map(member -> ranked(member.position().value(), "new" + member.userId().value(), (byte) 0))
        .toList();
  }

  private Store store(Database database) {
    var dataSource = database.newDataSource();
    opened.add(dataSource);
    return Store.in(dataSource, database.databaseType(), Clock.systemUTC(), "this test");
  }

  private static Run plan(Store store, Instant planned) {
    return plan(store, planned, WINBACK, Purpose.REAL);
  }

  private static Run plan(Store store, Instant planned, CampaignId campaign, Purpose purpose) {
    var id = new RunId(campaign, planned);
    store.states().plan(id, planned, ZoneOffset.UTC, purpose, 4, planned);
    return store.runs().get(id);
  }

  private static AgainRule after(long number, ChronoUnit unit, String zone) {
    return new AgainRule(new Again.After(new WrittenDuration(number, unit)), ZoneId.of(zone));
  }

  private static void add(Store store, Run run, Member... members) {
    store.members().add(run.key(), List.of(members));
  }

  private static Map<Verdict, Long> verdicts(Store store, Run run) {
    return store.members().verdicts(run.key());
  }

  private List<String> unreachable(Run run) {
    return users(run, Verdict.UNREACHABLE);
  }

  private List<String> users(Run run, Verdict verdict) {
    return new JdbcTemplate(opened.getLast())
        .query(
            "select user_id from muster_fate where run_id = ? and verdict = ? order by user_id",
            (row, index) -> row.getString(1),
            run.key().value(),
            verdict.key());
  }

  private void profile(String userId, String attributes) {
    var jdbc = new JdbcTemplate(opened.getLast());
    var json = opened.getLast().getJdbcUrl().contains("h2") ? "? format json" : "?::jsonb";
    jdbc.update(
        "insert into profiles (user_id, attributes) values (?, " + json + ")", userId, attributes);
  }

  private static List<Position> positions(long... positions) {
    return LongStream.of(positions).mapToObj(Position::new).toList();
  }

  private static Member member(long position, String userId, Verdict verdict) {
    return member(position, userId, verdict, MONDAY);
  }

  private static Member member(long position, String userId, Verdict verdict, Instant due) {
    return MemberOf.user(position, userId, verdict, due);
  }

  private static Member reachedAs(long position, String id, String recipient, boolean anonymous) {
    return reachedAs(position, id, recipient, anonymous, Verdict.PENDING);
  }

  private static Member reachedAs(
      long position, String id, @Nullable String recipient, boolean anonymous, Verdict verdict) {
    var reached = recipient == null ? null : Recipient.of(recipient, anonymous);
    return MemberOf.recipient(position, id, reached, verdict, MONDAY);
  }

  private static Member triggered(long position, String id, String event, Instant instant) {
    return triggered(position, id, new Recipient.User(id), event, instant);
  }

  private static Member triggered(
      long position, String id, Recipient recipient, String event, Instant instant) {
    var user = new UserId(id);
    var occasion = new Occasion.Trigger(event, instant);
    var rank = new CapOrder(new RunId(WINBACK, MONDAY)).rank(user, occasion);
    return ranked(position, user, occasion, recipient, rank);
  }

  private static Member ranked(long position, String id, byte first) {
    var rank = new byte[32];
    rank[0] = first;
    return ranked(position, id, rank);
  }

  private static Member ranked(long position, String id, byte[] rank) {
    return ranked(position, new UserId(id), new Occasion.Once(), new Recipient.User(id), rank);
  }

  private static Member ranked(
      long position, UserId user, Occasion occasion, Recipient recipient, byte[] rank) {
    return new Member(
        new Position(position),
        user,
        occasion,
        recipient,
        Verdict.PENDING,
        MONDAY,
        rank,
        null,
        null,
        null,
        null,
        null);
  }
}
