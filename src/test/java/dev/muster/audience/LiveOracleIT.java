package dev.muster.audience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.campaign.Interval;
import dev.muster.campaign.UserId;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random events, and what the contract says of them in plain Java, on both databases. */
class LiveOracleIT {
  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
  private static final long WITHIN_MICROS = 5;

  /**
   * Properties.
   *
   * @param p type and value of the scalar under p, or null
   * @param amount the number under amount, or null
   */
  record Properties(String json, @Nullable String p, @Nullable Integer amount) {}

  private static final List<Properties> PROPERTIES =
      List.of(
          new Properties("{\"p\": 1}", "number 1", null),
          new Properties("{\"p\": 1.0, \"amount\": 60}", "number 1", 60),
          new Properties("{\"amount\": 40, \"p\": \"1\"}", "text 1", 40),
          new Properties("{\"p\": true}", "bool", null),
          new Properties("{\"p\": [1]}", null, null),
          new Properties("{\"p\": {\"p\": 1}}", null, null),
          new Properties("{\"p\": null, \"amount\": 50}", null, 50),
          new Properties("{}", null, null),
          new Properties("[1]", null, null),
          new Properties("\"p\"", null, null));

  record Event(@Nullable String id, String user, String name, Instant at, Properties properties) {
    String key() {
      return id == null ? Fingerprint.of(new UserId(user), name, at, properties.json()) : id;
    }
  }

  /** A campaign as it is written, and what it means. */
  record Live(
      String yaml,
      Predicate<Event> did,
      Set<String> didNames,
      Predicate<Event> thenNot,
      boolean same) {
    @Override
    public String toString() {
      return yaml;
    }
  }

  private static boolean isLarge(Event event) {
    var amount = event.properties().amount();
    return amount != null && amount >= 50;
  }

  static List<Live> campaigns() {
    Predicate<Event> any = _ -> true;
    Predicate<Event> a = event -> event.name().equals("A");
    Predicate<Event> b = event -> event.name().equals("B");
    var all = Set.of("A", "B", "C");
    return List.of(
        new Live("{ did: A, then_not: { did: B, within: W } }", a, Set.of("A"), b, false),
        new Live("{ did: A, then_not: { did: A, within: W } }", a, Set.of("A"), a, false),
        new Live(
            "{ did: [A, B], then_not: { did: [A, C], within: W } }",
            a.or(b),
            Set.of("A", "B"),
            b.negate(),
            false),
        new Live("{ did: \"*\", then_not: { did: B, within: W } }", any, all, b, false),
        new Live("{ did: A, then_not: { did: \"*\", within: W } }", a, Set.of("A"), any, false),
        new Live(
            "{ did: \"*\", then_not: { did: \"*\", within: W }, same: p }", any, all, any, true),
        new Live(
            "{ did: A, then_not: { did: [A, B], within: W }, same: p }",
            a,
            Set.of("A"),
            a.or(b),
            true),
        new Live(
            "{ did: A, where: { amount: { at_least: 50 } }, then_not: { did: [A, B], within: W, where: { amount: { at_least: 50 } } } }",
            a.and(LiveOracleIT::isLarge),
            Set.of("A"),
            a.or(b).and(LiveOracleIT::isLarge),
            false));
  }

  private static final List<Event> EVENTS = new ArrayList<>();
  private static final List<Shop> SHOPS = new ArrayList<>();

  @BeforeAll
  static void fill() {
    var random = new Random(20261201);
    for (int i = 0; i < 250; i++) {
      EVENTS.add(
          new Event(
              random.nextBoolean() ? null : List.of("z", "ｚ", "😀", "b").get(i % 4) + i,
              "u" + random.nextInt(6),
              List.of("A", "B", "C").get(random.nextInt(3)),
              NOON.plus(random.nextInt(30), ChronoUnit.MICROS),
              PROPERTIES.get(random.nextInt(PROPERTIES.size()))));
    }
    for (var database : Database.values()) {
      var shop = new Shop(database);
      SHOPS.add(shop);
      for (var event : EVENTS) {
        shop.event(event.id(), event.user(), event.name(), event.at(), event.properties().json());
      }
    }
  }

  @AfterAll
  static void close() {
    SHOPS.forEach(Shop::close);
  }

  private static List<Event> triggering(Live live, Instant start, Instant end) {
    return EVENTS.stream()
        .filter(live.did())
        .filter(event -> !live.same() || event.properties().p() != null)
        .filter(event -> !event.at().isBefore(start) && event.at().isBefore(end))
        .sorted(
            Comparator.comparing(Event::at)
                .thenComparing(
                    event -> event.key().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned))
        .toList();
  }

  private static boolean isFollowed(Live live, Event trigger, Instant until) {
    return EVENTS.stream()
        .filter(live.thenNot())
        .filter(event -> event.user().equals(trigger.user()))
        .filter(event -> !event.at().isBefore(trigger.at()) && event.at().isBefore(until))
        .filter(
            event -> !(event.at().equals(trigger.at()) && live.didNames().contains(event.name())))
        .anyMatch(event ->
            !live.same() || Objects.equals(event.properties().p(), trigger.properties().p()));
  }

  @ParameterizedTest
  @MethodSource("campaigns")
  void triggersAsTheContractSays(Live live) throws SQLException {
    // As short as the events lie apart, which no file can say.
    var written = LiveText.live(live.yaml().replace("W", "1m"));
    var start = NOON.plus(3, ChronoUnit.MICROS);
    var end = NOON.plus(25, ChronoUnit.MICROS);
    var expected = triggering(live, start, end);
    assertThat(expected).isNotEmpty();
    for (var shop : SHOPS) {
      var span = new Triggers.Span(new Interval(start, end), NOON, NOON.plus(7, ChronoUnit.MICROS));
      var found = new ArrayList<Triggered>();
      try (var cursor = new Triggers(shop.source(), written, span, ZoneOffset.UTC).open(null)) {
        for (var next = cursor.next(); next != null; next = cursor.next()) {
          found.add(next);
        }
      }
      assertThat(found)
          .extracting(Triggered::key)
          .containsExactlyElementsOf(expected.stream().map(Event::key).toList());
      assertThat(found)
          .extracting(Triggered::id)
          .containsExactlyElementsOf(expected.stream().map(Event::id).toList());

      var random = new Random(1);
      var asked = new ArrayList<ThenNot.After>();
      var holds = new ArrayList<Boolean>();
      for (int i = 0; i < found.size(); i++) {
        var until =
            found
                .get(i)
                .occurredAt()
                .plus(1 + random.nextInt((int) WITHIN_MICROS), ChronoUnit.MICROS);
        asked.add(
            new ThenNot.After(
                found.get(i).user(), found.get(i).occurredAt(), found.get(i).constant(), until));
        holds.add(!isFollowed(live, expected.get(i), until));
      }
      assertThat(new ThenNot(shop.source(), written, ZoneOffset.UTC).holds(asked))
          .isEqualTo(holds)
          .contains(true, false);
    }
  }
}
