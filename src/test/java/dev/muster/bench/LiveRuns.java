package dev.muster.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.SettableClock;
import dev.muster.run.LaunchPad;
import dev.muster.run.TakenUp;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;

/** A live campaign each of whose launches takes up one trigger, and sends it. */
final class LiveRuns implements AutoCloseable {
  private static final String CART =
      """
      who:
        live:
          did: [Added To Cart]
          then_not: { did: Charged, within: 10m }
          same: product_id
        again: { after: 7d }
      what:
        track: Cart Reminder
        attributes: [email]
        properties:
          product: "{{ event.properties.product_id }}"
      when: {}
      """;

  private final LaunchPad pad;
  private final JdbcTemplate jdbc;
  private final SettableClock clock = SettableClock.at("2026-12-01T00:00:00Z");
  private final Path campaign;
  private Instant now = Instant.parse("2026-12-01T00:00:00Z");

  LiveRuns(Path folder, int users) throws Exception {
    pad = new LaunchPad(Database.POSTGRESQL, folder).clock(clock).profiles(users);
    jdbc = new JdbcTemplate(pad.dataSource());
    campaign = pad.campaign("cart", CART);
    launch();
    now = now.plus(Duration.ofHours(1));
  }

  /** The next launch, a minute later. */
  private TakenUp launch() throws Exception {
    now = now.plusSeconds(60);
    clock.set(now);
    return pad.takeUp(campaign);
  }

  /** Some runs, one after the other, each of a user of its own. */
  void add(int runs, int first) throws Exception {
    for (var user = first; user < first + runs; user++) {
      jdbc.update(
          """
          insert into events (id, user_id, name, occurred_at, properties)
          values (?, ?, 'Added To Cart', ?, cast(? as jsonb))
          """,
          "e" + user,
          "u" + user,
          OffsetDateTime.ofInstant(now.minus(Duration.ofMinutes(10)), ZoneOffset.UTC),
          "{\"product_id\": \"p" + user + "\", \"amount\": 12.5}");
      assertThat(launch().run()).isNotNull();
      pad.sandbox().reset();
    }
  }

  /** Prunes those that ended before a moment; in seconds. */
  double prune() {
    var begin = System.nanoTime();
    pad.pruning(clock).olderThan(Duration.ofSeconds(1), outcome -> Objects.requireNonNull(outcome));
    return (System.nanoTime() - begin) / 1e9;
  }

  /** The bytes of Muster's own tables, with their indexes. */
  long bytes() {
    return Objects.requireNonNull(
        jdbc.queryForObject(
            """
            select sum(pg_total_relation_size(oid)) from pg_class
            where relkind = 'r' and relname like 'muster%'
            """,
            Long.class));
  }

  /** The largest tables, as they are told. */
  List<String> largest() {
    return jdbc.queryForList(
        """
        select relname || ' ' || pg_total_relation_size(oid) / 1000 || ' kB' from pg_class
        where relkind = 'r' and relname like 'muster%'
        order by pg_total_relation_size(oid) desc
        fetch first 8 rows only
        """,
        String.class);
  }

  @Override
  public void close() {
    pad.close();
  }
}
