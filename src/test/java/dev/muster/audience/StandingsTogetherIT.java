package dev.muster.audience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.campaign.Condition;
import dev.muster.campaign.UserId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many users as of many instants at once, beside each by itself as of one instant. */
class StandingsTogetherIT {
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

  /** When clocks are set back there, three hours after midnight. */
  private static final Instant MIDDLE = Instant.parse("2026-10-25T01:00:00Z");

  private static final int USERS = 8;
  private static final Shops SHOPS = Shops.filled(StandingsTogetherIT::fill);

  private static void fill(Shop shop) {
    var random = new Random(20261201);
    for (int user = 0; user < USERS; user++) {
      shop.profile("u" + user, "{\"since\": \"%s\"}".formatted(around(random, 40)));
    }
    for (int i = 0; i < 160; i++) {
      shop.event(
          "u" + random.nextInt(USERS),
          List.of("A", "B", "C").get(random.nextInt(3)),
          around(random, 40),
          "{\"p\": %d, \"day\": \"%s\"}".formatted(random.nextInt(3), around(random, 40)));
    }
  }

  /** An instant less than so many hours from the middle, on the minute. */
  private static Instant around(Random random, int hours) {
    return MIDDLE.plus(Duration.ofMinutes(random.nextInt(-hours * 60, hours * 60)));
  }

  @AfterAll
  static void close() {
    SHOPS.close();
  }

  private static AudienceOptions options(Shop shop, Instant asOf) {
    var known = shop.options();
    return new AudienceOptions(
        known.product(), asOf, ZONE, "user_id", "anonymous_id", false, known.lists());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ did: A }",
        "{ did: A, during: { last_days: 0 } }",
        "{ did: A, during: { last_hours: 5 } }",
        "{ did: A, during: { between_hours_ago: [2, 30] } }",
        "{ did: A, during: { between_hours_ago: [0, 3] } }",
        "{ did: A, during: { days_ago: 0 } }",
        "{ did: A, during: { days_ago: 1 } }",
        "{ did: A, during: { between_days_ago: [0, 1] } }",
        "{ did: A, during: { more_than_days_ago: 1 } }",
        "{ did: A, during: { before: \"2026-10-25T00:30:00Z\" } }",
        "{ did: A, during: { month: this } }",
        "{ did_not: B, during: { last_hours: 12 } }",
        "{ did_not: B, during: { last_days: 1 } }",
        "{ did: A, first_time: true, during: { last_days: 1 } }",
        "{ did: A, first_time: true, during: { last_hours: 30 } }",
        "{ did: A, last_time: true, during: { between_hours_ago: [3, 20] } }",
        "{ did: A, last_time: true, during: { days_ago: 1 } }",
        "{ did: A, times: { at_least: 2 }, during: { last_hours: 24 } }",
        "{ did: A, times: { at_most: 1 }, during: { last_hours: 24 } }",
        "{ did: A, where: { day: { last_days: 1 } } }",
        "{ did: A, where: { day: { next_days: 1 } } }",
        "{ did: A, where: { day: { days_ago: 1 } } }",
        "{ profile: { since: { last_days: 0 } } }",
        "{ profile: { since: { before: 2026-10-25 } } }",
        "{ none: [ { profile: { since: { next_days: 1 } } }, { did: B } ] }",
        "{ same: p, all: [ { did: A, during: { last_hours: 24 } }, { did_not: C } ] }",
        "{ same: p, all: [ { did: A, last_time: true, during: { last_hours: 24 } }, { did: B } ] }",
        "{ in_order: true, all: [ { did: A }, { did: B, during: { last_hours: 20 } } ] }",
        "{ any: [ { did: A, during: { last_days: 0 } }, { did: B, during: { last_hours: 1 } } ] }"
      })
  void areWhatEachIsAlone(String text) {
    var audience = AudienceText.audience(text);
    var random = new Random(text.hashCode());
    var asked =
        IntStream.range(0, 40)
            .mapToObj(_ ->
                new Standings.Asked(new UserId("u" + random.nextInt(USERS)), around(random, 60)))
            .toList();
    SHOPS.forEach(shop -> {
      var alone =
          asked.stream()
              .map(
                  one -> shop.ask(audience, options(shop, one.asOf()).about(one.user()), "user_id"))
              .map(found -> !found.isEmpty())
              .toList();

      assertThat(inside(shop, audience, asked)).isEqualTo(alone).contains(true, false);
    });
  }

  private static List<Boolean> inside(Shop shop, Condition audience, List<Standings.Asked> asked) {
    try {
      return new Standings(shop.source(), audience, options(shop, MIDDLE))
          .of(asked).stream().map(Standing.Qualified.class::isInstance).toList();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
