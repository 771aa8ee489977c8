package dev.muster.audience;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.muster.Database;
import dev.muster.campaign.Interval;
import dev.muster.campaign.UserId;
import dev.muster.source.SourceDatabase;
import dev.muster.source.postgresql.Postgresql;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** A live campaign asks a database in which nothing is Muster's. */
class LiveSourceApartIT {
  private static final Instant AT = Instant.parse("2026-12-01T10:00:00Z");
  private static final Instant AS_OF = Instant.parse("2026-12-01T12:00:00Z");

  @ParameterizedTest
  @CsvSource({"jsonb, uuid", "json, bigint", "json, text"})
  void asksADatabaseOfItsOwn(String json, String id) throws Exception {
    try (var shop = new HikariDataSource()) {
      shop.setJdbcUrl(Database.POSTGRESQL.newUrl());
      var jdbc = new JdbcTemplate(shop);
      jdbc.execute(
          "create table profiles (user_id text, anonymous_id text, timezone text, opted_out"
              + " boolean, attributes %s)".formatted(json));
      jdbc.execute(
          "create table events (id %s, user_id text, name text, occurred_at timestamptz, properties %s)"
              .formatted(id, json));
      jdbc.execute("alter table events add column arrival xid8 default pg_current_xact_id()");
      jdbc.execute("insert into profiles values ('u1', 'a', null, null, '{\"plan\": \"pro\"}')");
      jdbc.execute(
          "insert into events (user_id, name, occurred_at, properties)"
              + " values ('u1', 'A', '2026-12-01T10:00:00Z', '{\"p\": 1, \"p\": 2}'),"
              + " ('u2', 'A', '2026-12-01T10:00:00Z', '{\"p\": 3}'),"
              + " ('u1', 'B', '2026-12-01T10:05:00Z', '{\"p\": 2.0}'),"
              + " ('u1', 'A', 'infinity', '{\"p\": 2}'), (null, 'A', '2026-12-01T10:00:00Z', '{}')");
      var source =
          new SourceDatabase(
              shop,
              Postgresql.apart(shop),
              new SourceDatabase.Apart("jdbc:postgresql://h/shop", Duration.ofHours(2)));
      var live = LiveText.live("{ did: A, then_not: { did: B, within: 10m }, same: p }");

      var found = new ArrayList<Triggered>();
      var span = new Triggers.Span(new Interval(AT, null), AT, AS_OF);
      var triggers = new Triggers(source, live, span, ZoneOffset.UTC);
      try (var cursor = triggers.open(null)) {
        for (var next = cursor.next(); next != null; next = cursor.next()) {
          found.add(next);
        }
        assertThat(cursor.tellsArrivals()).isTrue();
        try (var later = triggers.open(cursor.mark())) {
          assertThat(later.next()).isNull();
        }
      }
      assertThat(found).extracting(Triggered::constant).containsExactlyInAnyOrder("[2]", "[3]");

      var after =
          found.stream()
              .map(one ->
                  new ThenNot.After(
                      one.user(), one.occurredAt(), one.constant(), AT.plusSeconds(600)))
              .toList();
      var holds = new ThenNot(source, live, ZoneOffset.UTC).holds(after);
      assertThat(holds.get(found.getFirst().user().equals(new UserId("u1")) ? 0 : 1)).isFalse();
      assertThat(holds).containsExactlyInAnyOrder(true, false);

      var audience = AudienceText.audience("{ all: [ { profile: { plan: pro } }, { did: A } ] }");
      var options =
          new AudienceOptions(
              source.product(),
              AS_OF,
              ZoneOffset.UTC,
              "user_id",
              "anonymous_id",
              false,
              new ListSource.GoingAlong((path, only) -> List.of()));
      assertThat(
              new Standings(source, audience, options)
                  .of(
                      List.of(
                          new Standings.Asked(new UserId("u1"), AT),
                          new Standings.Asked(new UserId("u1"), AT.plusSeconds(1)),
                          new Standings.Asked(new UserId("u2"), AT.plusSeconds(1)))))
          .satisfiesExactly(
              first -> assertThat(first).isInstanceOf(Standing.NotQualified.class),
              second -> assertThat(second).isInstanceOf(Standing.Qualified.class),
              third -> assertThat(third).isInstanceOf(Standing.NoProfile.class));
    }
  }
}
