package dev.muster.audience;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.campaign.Interval;
import dev.muster.campaign.UserId;
import dev.muster.source.ArrivalMark;
import dev.muster.source.Clause;
import dev.muster.source.Query;
import dev.muster.source.QueryPlan;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By which indexes a live campaign reads 100,000 events of 10,000 users. */
class LivePlansIT {
  private static final Instant AS_OF = Instant.parse("2026-12-01T12:00:00Z");

  private static final Shop SHOP =
      new Shop(Database.POSTGRESQL)
          .update(
              """
              insert into profiles (user_id, attributes)
              select 'u' || n, '{"plan": "pro"}' from generate_series(1, 10000) n
              """)
          .update(
              """
              insert into events (user_id, name, occurred_at, properties)
              select 'u' || n % 10000 + 1, (array['A', 'B', 'C'])[n % 3 + 1],
                     timestamptz '2026-12-01 11:00Z' + n * interval '30 ms',
                     jsonb_build_object('p', n % 7)
              from generate_series(1, 100000) n
              """);

  static {
    // Some hundreds arrive in transactions of their own.
    for (int i = 0; i < 300; i++) {
      SHOP.event("u" + i, "A", AS_OF.minusSeconds(i), "{\"p\": 1}");
    }
    SHOP.update("analyze");
  }

  @AfterAll
  static void close() {
    SHOP.close();
  }

  private static void assertReadsEventsBy(Query query, String index) throws SQLException {
    assertThat(QueryPlan.of(SHOP.source(), query).reads())
        .filteredOn(read -> read.table().equals("events"))
        .isNotEmpty()
        .allSatisfy(read -> assertThat(read.index()).isEqualTo(index));
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "Missing", "[A, B]", "\"*\""})
  void readsWhatHasArrivedByItsArrival(String did) throws SQLException {
    var live =
        LiveText.live(
            "{ did: %s, where: { p: 1 }, then_not: { did: C, within: 10m }, same: p }"
                .formatted(did));
    var start = Instant.parse("2026-12-01T11:58:00Z");
    var span = new Triggers.Span(new Interval(start, null), start, AS_OF);
    var triggers = new Triggers(SHOP.source(), live, span, ZoneOffset.UTC);
    try (var connection = SHOP.dataSource().getConnection()) {
      var now = SHOP.source().product().arrivals().begin(connection, null).mark();
      var oldest = Long.parseLong(requireNonNull(now).text().replaceFirst(":.*", "")) - 100;
      var since = new ArrivalMark("%1$d:%1$d:".formatted(oldest));
      connection.rollback();
      var reading = SHOP.source().product().arrivals().begin(connection, since);

      assertReadsEventsBy(triggers.query(reading, Clause.sql("e.id")), "events_arrival");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ did: A, then_not: { did: C, within: 10m, where: { p: { at_least: 3 } } } }",
        "{ did: A, then_not: { did: [B, C], within: 10m }, same: p }",
        "{ did: \"*\", then_not: { did: \"*\", within: 30d } }"
      })
  void looksUpWhatFollowsByItsUser(String live) throws SQLException {
    var asked =
        IntStream.range(0, 200)
            .mapToObj(i ->
                new ThenNot.After(
                    new UserId("u" + i), AS_OF.minusSeconds(1000), "[1]", AS_OF.minusSeconds(i)))
            .toList();

    assertReadsEventsBy(
        new ThenNot(SHOP.source(), LiveText.live(live), ZoneOffset.UTC).query(AS_OF, asked),
        "events_user");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ did: C, during: { last_days: 7 } }",
        "{ did_not: B, during: { last_days: 0 } }",
        "{ all: [ { did: A }, { did_not: C }, { profile: { plan: pro } } ] }",
        "{ any: [ { did: A, times: { at_least: 5 } }, { did: B, where: { p: 3 } } ] }",
        "{ same: p, all: [ { did: A }, { did_not: C } ] }",
        "{ in_order: true, all: [ { did: A }, { did: B } ] }"
      })
  void asksTheAudienceAboutOneOrSomeByThem(String audience) throws SQLException {
    for (var users : List.of(List.of("u7"), List.of("u7", "u70", "u700"))) {
      // Also where the database expects no event: it was last asked to count days ago.
      for (var instant : List.of(AS_OF.minusSeconds(7), AS_OF.plus(Duration.ofDays(10)))) {
        var instants = new LinkedHashMap<UserId, Instant>();
        users.forEach(
            user -> instants.put(new UserId(user), instant.minusSeconds(instants.size())));
        var about = SHOP.options().about(instants);
        var question = AudienceQuery.ofPart(AudienceText.audience(audience), about);

        assertThat(QueryPlan.of(SHOP.source(), question).reads())
            .isNotEmpty()
            .allSatisfy(read -> assertThat(read.index()).isIn("events_user", "profiles_pkey"));
      }
    }
  }

  @Test
  void asksForProfilesByTheirUsers() throws SQLException {
    var users = IntStream.range(0, 300).mapToObj(i -> new UserId("u" + i)).toList();

    var plan = QueryPlan.of(SHOP.source(), AudienceQuery.profiles(SHOP.options().about(users)));

    assertThat(plan.reads())
        .isNotEmpty()
        .allSatisfy(read -> assertThat(read.index()).isEqualTo("profiles_pkey"));
  }
}
