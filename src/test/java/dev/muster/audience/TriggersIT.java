package dev.muster.audience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.campaign.Interval;
import dev.muster.campaign.Who;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which events trigger, and in which order; the campaign began at 10:00, and it is 12:00. */
class TriggersIT {
  private static final Instant START = Instant.parse("2026-12-01T10:00:00Z");
  private static final Instant AS_OF = Instant.parse("2026-12-01T12:00:00Z");

  private static Triggers triggers(Shop shop, Who.Live live, @Nullable Instant end) {
    var span = new Triggers.Span(new Interval(START, end), START, AS_OF);
    return new Triggers(shop.source(), live, span, ZoneOffset.UTC);
  }

  private static List<Triggered> all(Triggers triggers) throws SQLException {
    var all = new ArrayList<Triggered>();
    try (var cursor = triggers.open(null)) {
      for (var next = cursor.next(); next != null; next = cursor.next()) {
        all.add(next);
      }
    }
    return all;
  }

  /** Their ids. */
  private static String ids(List<Triggered> triggered) {
    return String.join(" ", triggered.stream().map(one -> String.valueOf(one.id())).toList());
  }

  private static void event(Shop shop, @Nullable String id, String name, String at, String json) {
    shop.event(id, "u1", name, Instant.parse("2026-12-01T" + at + "Z"), json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          { did: Added }                                         | a1 a2 a3 a4 a5 a6
          { did: [Added, Left] }                                 | a1 a2 l1 a3 a4 a5 a6
          { did: "*" }                                           | a1 a2 l1 a3 c1 a4 a5 a6
          { did: Missing }                                       |
          { did: Added, where: { amount: { at_least: 50 } } }    | a2
          { did: "*", where: { p: x } }                          | a1 l1
          { did: Added, then_not: { did: C, within: 10m }, same: p } | a1 a3
          { did: [Added, Left], then_not: { did: C, within: 10m }, same: { Added: p, Left: q, C: q } } | a1 l1 a3
          """)
  void areTheEventsThatAreNamedByTheirProperties(String live, @Nullable String ids)
      throws SQLException {
    for (var database : Database.values()) {
      try (var shop = new Shop(database)) {
        event(shop, "a1", "Added", "10:00:00", "{\"p\": \"x\"}");
        event(shop, "a2", "Added", "10:01:00", "{\"amount\": 50.0, \"p\": [1]}");
        event(shop, "l1", "Left", "10:02:00", "{\"p\": \"x\", \"q\": true}");
        event(shop, "a3", "Added", "10:03:00", "{\"amount\": \"50\", \"p\": 1.50}");
        event(shop, "c1", "Closed", "10:04:00", "{\"p\": null}");
        event(shop, "a4", "Added", "10:05:00", "[{\"p\": \"x\"}]");
        event(shop, "a5", "Added", "10:06:00", "\"text\"");
        event(shop, "a6", "Added", "10:07:00", "{\"p\": {\"p\": \"x\"}}");

        assertThat(ids(all(triggers(shop, LiveText.live(live), null))))
            .as("%s", database)
            .isEqualTo(ids == null ? "" : ids);
      }
    }
  }

  /** Without a mark; what is dated ahead is seen when it is told when it arrived. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          H2         | { did: A }                                       | true  | start mid before ahead last
          POSTGRESQL | { did: A }                                       | true  | start mid before ahead last
          H2         | { did: A }                                       | false | start mid before
          POSTGRESQL | { did: A }                                       | false | start mid before
          POSTGRESQL | { did: A, then_not: { did: B, within: 30m } }    | false | start mid
          H2         | { did: A, then_not: { did: B, within: 30m } }    | false | start mid
          """)
  void lieFromTheStartToTheEndAndAreNotTooLate(
      Database database, String live, boolean arrivalsAreTold, String ids) throws SQLException {
    try (var shop = new Shop(database)) {
      event(shop, "early", "A", "09:59:59.999999", "{}");
      event(shop, "start", "A", "10:00:00", "{}");
      event(shop, "mid", "A", "11:29:59.999999", "{}");
      event(shop, "before", "A", "11:59:59.999999", "{}");
      event(shop, "ahead", "A", "12:00:00", "{}");
      event(shop, "last", "A", "12:59:59.999999", "{}");
      event(shop, "end", "A", "13:00:00", "{}");
      if (!arrivalsAreTold) {
        shop.update("drop index events_arrival").update("alter table events drop column arrival");
      }

      var triggers = triggers(shop, LiveText.live(live), Instant.parse("2026-12-01T13:00:00Z"));

      assertThat(ids(all(triggers))).isEqualTo(ids);
      try (var cursor = triggers.open(null)) {
        assertThat(cursor.tellsArrivals()).isEqualTo(arrivalsAreTold);
        assertThat(cursor.mark() != null).isEqualTo(arrivalsAreTold);
        assertThat(cursor.isSinceMark()).isFalse();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void areThoseSinceTheMarkWhateverTheirInstant(Database database) throws SQLException {
    try (var shop = new Shop(database)) {
      event(shop, "seen", "A", "11:00:00", "{}");
      var span =
          new Triggers.Span(
              new Interval(START, Instant.parse("2026-12-01T13:00:00Z")),
              Instant.parse("2026-12-01T11:30:00Z"),
              AS_OF);
      var triggers = new Triggers(shop.source(), LiveText.live("{ did: A }"), span, ZoneOffset.UTC);
      try (var first = triggers.open(null)) {
        event(shop, "past", "A", "09:59:00", "{}");
        event(shop, "late", "A", "10:00:00", "{}");
        event(shop, "ahead", "A", "12:30:00", "{}");
        event(shop, "end", "A", "13:00:00", "{}");
        event(shop, "other", "B", "12:30:00", "{}");
        var ids = new ArrayList<@Nullable String>();
        try (var since = triggers.open(first.mark())) {
          assertThat(since.isSinceMark()).isTrue();
          for (var next = since.next(); next != null; next = since.next()) {
            ids.add(next.id());
          }
        }
        assertThat(ids).containsExactly("late", "ahead");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void comeByInstantAndThenByIdOrFingerprintByCodePoint(Database database) throws SQLException {
    try (var shop = new Shop(database)) {
      for (var id : List.of("0", "z", "ｚ", "😀", "c", "B")) {
        event(shop, id, "A", "10:00:00.000001", "{}");
      }
      event(shop, "first", "A", "10:00:00", "{}");
      event(shop, "last", "A", "10:00:00.000002", "{}");
      for (int i = 0; i < 20; i++) {
        shop.event("u" + i, "N", Instant.parse("2026-12-01T10:00:00.000001Z"), "{\"n\": 1}");
      }

      var all = all(triggers(shop, LiveText.live("{ did: [A, N] }"), null));

      var keys =
          all.stream().filter(one -> one.occurredAt().equals(START.plusNanos(1000))).toList();
      assertThat(keys).hasSize(26);
      assertThat(keys.stream().map(Triggered::key))
          .isSortedAccordingTo((a, b) -> java.util.Arrays.compareUnsigned(utf8(a), utf8(b)));
      assertThat(all.getFirst().id()).isEqualTo("first");
      assertThat(all.getLast().id()).isEqualTo("last");
      assertThat(all)
          .filteredOn(one -> one.id() == null)
          .hasSize(20)
          .allMatch(one ->
              one.key()
                  .equals(
                      Fingerprint.of(one.user(), one.name(), one.occurredAt(), one.properties())));
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @EnumSource
  void areTheSameWhateverTheOrderOfKeysAndTheDatabase(Database database) throws SQLException {
    try (var shop = new Shop(database)) {
      var at = Instant.parse("2026-12-01T10:00:00.123456Z");
      shop.event("u1", "A", at, "{\"b\": 1.0, \"a\": \"ü\"}")
          .event("u1", "A", at, "{\"a\": \"\\u00fc\", \"b\": 1e0}");

      assertThat(all(triggers(shop, LiveText.live("{ did: A }"), null)))
          .extracting(Triggered::key)
          .containsOnly("9c57f010b72ca0b1bf0e33bcc8eb1c9c028afd943847e30df30741778402c070");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"p": 1.50, "x": 1} | [1.5]
          {"p": 1e3}          | [1000]
          {"p": "1"}          | ["1"]
          {"p": "ü\\"😀"}     | ["ü\\"😀"]
          {"p": false}        | [false]
          """)
  void tellTheValueInWhichThenNotMustAgree(String json, String constant) throws SQLException {
    for (var database : Database.values()) {
      try (var shop = new Shop(database)) {
        event(shop, "a", "A", "10:00:00", json);
        var live = LiveText.live("{ did: A, then_not: { did: B, within: 1m }, same: p }");

        assertThat(all(triggers(shop, live, null)))
            .as("%s", database)
            .extracting(Triggered::constant)
            .containsExactly(constant);
      }
    }
  }

  /** Whatever launch reads them: at 23:30 in New York it is 4:30 of the next day elsewhere. */
  @ParameterizedTest
  @EnumSource
  void testDatesAsOfTheTriggersInstant(Database database) throws SQLException {
    try (var shop = new Shop(database)) {
      shop.event("u1", "A", Instant.parse("2026-12-02T04:30:00Z"), "{\"due\": \"2026-12-01\"}")
          .event("u2", "A", Instant.parse("2026-12-02T05:00:00Z"), "{\"due\": \"2026-12-01\"}");
      var live = LiveText.live("{ did: A, where: { due: { days_ago: 0 } } }");
      var span = new Triggers.Span(new Interval(START, null), START, AS_OF);

      var all = all(new Triggers(shop.source(), live, span, ZoneId.of("America/New_York")));

      assertThat(all).extracting(one -> one.user().value()).containsExactly("u1");
    }
  }

  @ParameterizedTest
  @EnumSource
  void areReadFromAViewThatHasNothingElse(Database database) throws SQLException {
    try (var shop = new Shop(database)) {
      event(shop, "a", "A", "10:00:00", "{}");
      event(shop, "b", "A", "10:00:01", "{\"p\": 1}");
      shop.update("alter table events rename to happened")
          .update(
              "create view events as select case when id = 'a' then user_id else ' ' end as user_id,"
                  + " name, occurred_at, case when id = 'b' then properties end as properties from"
                  + " happened");

      assertThat(all(triggers(shop, LiveText.live("{ did: A }"), null)))
          .singleElement()
          .satisfies(one -> {
            assertThat(one.id()).isNull();
            assertThat(one.properties()).isEqualTo("{}");
            assertThat(one.key()).hasSize(64);
          });
    }
  }

  @ParameterizedTest
  @EnumSource
  void takeWhiteSpaceForNoId(Database database) throws SQLException {
    try (var shop = new Shop(database)) {
      event(shop, " \t", "A", "10:00:00", "{}");

      assertThat(all(triggers(shop, LiveText.live("{ did: A }"), null)))
          .extracting(Triggered::id)
          .containsOnlyNulls();
    }
  }
}
