package dev.muster.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.demo.Shop;
import dev.muster.intake.Format;
import dev.muster.intake.Options;
import dev.muster.intake.Source;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Prints how fast a live campaign is, on a real PostgreSQL: a launch beside few and beside many
 * events, one without news, {@code watch} with a thousand triggers a second, and what the column
 * {@code arrival} and its indexes cost an import (live.md, "How fast"). Nothing is asserted of
 * time.
 *
 * <p>{@code -Dbench.events=N} has fewer or more than 10,000,000 events, {@code -Dbench.minutes=N}
 * watches for less or more than ten minutes.
 */
class LiveBenchmark {
  private static final int CUSTOMERS = Integer.getInteger("bench.customers", 1_000_000);
  private static final int EVENTS = Integer.getInteger("bench.events", 10_000_000);
  private static final int MINUTES = Integer.getInteger("bench.minutes", 10);
  private static final int FEW = 100_000;
  private static final int TRIGGERS = 1_000;
  private static final int ROUNDS = 5;
  private static final Pattern SENT_AT = Pattern.compile("\"sent_at\":\"?(\\d+)");
  private static final PrintStream OUT = new PrintStream(System.out, true, UTF_8);

  private static final String CART =
      """
      campaign: cart
      name: Cart
      owner: bench@example.com
      status: published
      who:
        live:
          did: [Added To Cart]
          then_not: { did: Charged, within: 1s }
          same: product_id
          audience: { did: App Opened, during: { last_days: 30 } }
      what:
        track: Cart Abandoned
        attributes: [email]
        properties: { product_id: "{{ event.properties.product_id }}" }
      when: {}
      """;

  private static final String WELCOME =
      """
      campaign: welcome
      name: Welcome
      owner: bench@example.com
      status: published
      who: { live: { did: [Signed Up] } }
      what:
        track: Welcome
        properties: { sent_at: "{{ event.properties.sent_at }}" }
      when: {}
      """;

  @TempDir private Path folder;

  /** Few and many in turn, so that whatever else the machine does falls on both. */
  @Test
  void printsWhatALaunchTakes() throws Exception {
    var file = campaign("cart", CART);
    var drafts = Files.createDirectory(folder.resolve("drafts")).toString();
    campaign("drafts/draft", CART.replace(": cart", ": draft").replace("published", "draft"));
    var few = shop(FEW);
    var many = shop(EVENTS);
    try (var receiver = new CheapReceiver()) {
      var program = new TimedProgram(folder);
      for (var url : List.of(few, many)) {
        launch(program, url, receiver, file);
      }
      var begin = new ArrayList<Double>();
      var idle = new ArrayList<Double>();
      var beside = List.of(new ArrayList<Double>(), new ArrayList<Double>());
      for (var round = 0; round < ROUNDS; round++) {
        for (var url : List.of(few, many)) {
          put(url, "Added To Cart", TRIGGERS);
          LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
          beside.get(url.equals(few) ? 0 : 1).add(launch(program, url, receiver, file));
        }
        begin.add(launch(program, many, receiver, drafts));
        idle.add(launch(program, many, receiver, file));
      }
      print(
          String.format(
              Locale.ROOT,
              "launch: %,d triggers beside %,d events in %.2f s, beside %,d in %.2f s: %.2f times as long",
              TRIGGERS,
              FEW,
              median(beside.getFirst()),
              EVENTS,
              median(beside.getLast()),
              median(beside.getLast()) / median(beside.getFirst())));
      print(
          String.format(
              Locale.ROOT,
              "launch: without news %.2f s, of a draft %.2f s (medians of %d)",
              median(idle),
              median(begin),
              ROUNDS));
    }
  }

  @Test
  void printsHowSoonAMessageArrives() throws Exception {
    var url = shop(EVENTS);
    var file = campaign("welcome", WELCOME);
    var waits = new ConcurrentLinkedQueue<Long>();
    try (var receiver = new CheapReceiver(body -> arrived(body, waits));
        var connection = DriverManager.getConnection(url)) {
      var watching =
          new TimedProgram(folder)
              .start(url, receiver.url(), "watch", file, "--every", "1s", "--output", "json");
      try {
        while (count(connection, "select count(*) from muster_live") == 0) {
          LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        var begin = System.nanoTime();
        var seconds = MINUTES * 60L;
        for (var second = 1L; second <= seconds; second++) {
          put(connection, "Signed Up", TRIGGERS);
          LockSupport.parkNanos(begin + second * 1_000_000_000 - System.nanoTime());
          if (second % 60 == 0) {
            print(
                String.format(
                    Locale.ROOT,
                    "watch: after %d minutes %,d of %,d have arrived, its memory is %,d MB",
                    second / 60,
                    waits.size(),
                    second * TRIGGERS,
                    residentMegabytes(watching)));
          }
        }
        var sent = seconds * TRIGGERS;
        while (waits.size() < sent && System.nanoTime() - begin < 2 * seconds * 1_000_000_000) {
          LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        var sorted = waits.stream().sorted().toList();
        assertThat(sorted).hasSize((int) sent);
        print(
            String.format(
                Locale.ROOT,
                "watch: %,d triggers a second for %d minutes: from commit to arrival %.2f s (median),"
                    + " %.2f s (99 %%), %.2f s (longest); beside %.0f s of its CPU",
                TRIGGERS,
                MINUTES,
                sorted.get(sorted.size() / 2) / 1e3,
                sorted.get(sorted.size() * 99 / 100) / 1e3,
                sorted.getLast() / 1e3,
                watching.info().totalCpuDuration().orElseThrow().toMillis() / 1e3));
      } finally {
        watching.destroy();
        assertThat(watching.waitFor()).isIn(0, 143);
      }
    }
  }

  /** In turn, into tables that grow alike. */
  @Test
  void printsWhatArrivalsCostAnImport() throws Exception {
    var before = Database.POSTGRESQL.newDataSource();
    var now = Database.POSTGRESQL.newDataSource();
    try (before;
        now) {
      execute(before.getJdbcUrl(), "drop index events_arrival, events_user");
      execute(before.getJdbcUrl(), "alter table events drop column arrival");
      var shop = new Shop(1, Instant.now().truncatedTo(ChronoUnit.MINUTES), CUSTOMERS / 10, 90, 1);
      var ratios = new ArrayList<Double>();
      for (var round = 0; round < ROUNDS; round++) {
        var first = imported(shop, before, round);
        var second = imported(shop, now, round);
        ratios.add(second / first);
        print(
            String.format(
                Locale.ROOT,
                "import: %,.0f events a second without arrivals, %,.0f with",
                first,
                second));
      }
      print(
          String.format(
              Locale.ROOT,
              "import: %.2f times as many events a second as without arrivals",
              median(ratios)));
    }
  }

  /** In events a second; each round's events are others. */
  private static double imported(Shop shop, javax.sql.DataSource dataSource, int round)
      throws Exception {
    var other = new Shop(round, shop.asOf(), shop.customers(), shop.days(), shop.activity());
    var summary =
        Database.POSTGRESQL
            .intake(dataSource)
            .events(
                Source.stream("events", Format.NDJSON, other.eventsWithoutIds()),
                Options.defaults());
    return summary.imported() / (summary.took().toMillis() / 1e3);
  }

  /** A database with profiles, and so many events of theirs in the last 90 days. */
  private static String shop(int events) throws Exception {
    String url;
    try (var dataSource = Database.POSTGRESQL.newDataSource()) {
      url = dataSource.getJdbcUrl();
    }
    execute(
        url,
        """
        insert into profiles (user_id, attributes)
        select 'customer-' || n, jsonb_build_object('email', 'c' || n || '@example.com')
        from generate_series(1, %d) as all_of_them (n)
        """
            .formatted(CUSTOMERS));
    execute(
        url,
        """
        insert into events (user_id, name, occurred_at, properties)
        select 'customer-' || (1 + n * 7919::bigint %% %d),
          (array['App Opened', 'Product Viewed', 'Added To Cart', 'Charged'])[1 + n %% 4],
          now() - n * (interval '90 days' / %d) - interval '1 minute',
          jsonb_build_object('product_id', n %% 5000, 'price', n %% 997)
        from generate_series(1, %d) as all_of_them (n)
        """
            .formatted(CUSTOMERS, events, events));
    execute(url, "vacuum analyze profiles");
    execute(url, "vacuum analyze events");
    return url;
  }

  private static void put(String url, String name, int events) throws SQLException {
    try (var connection = DriverManager.getConnection(url)) {
      put(connection, name, events);
    }
  }

  /** Events of now, of users by chance, each with the moment in milliseconds. */
  private static void put(Connection connection, String name, int events) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            insert into events (id, user_id, name, occurred_at, properties)
            select gen_random_uuid(), 'customer-' || (1 + floor(random() * ?))::int, ?,
              clock_timestamp() - n * interval '0.9 ms',
              jsonb_build_object('product_id', n, 'sent_at', cast(? as text))
            from generate_series(1, ?) as all_of_them (n)
            """)) {
      statement.setInt(1, CUSTOMERS);
      statement.setString(2, name);
      statement.setString(3, Long.toString(System.currentTimeMillis()));
      statement.setInt(4, events);
      statement.executeUpdate();
    }
  }

  private static void arrived(byte[] body, ConcurrentLinkedQueue<Long> waits) {
    var now = System.currentTimeMillis();
    try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(body))) {
      SENT_AT
          .matcher(new String(unpacked.readAllBytes(), UTF_8))
          .results()
          .forEach(sent -> waits.add(now - Long.parseLong(sent.group(1))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double launch(
      TimedProgram program, String url, CheapReceiver receiver, String path) throws Exception {
    var begin = System.nanoTime();
    assertThat(program.start(url, receiver.url(), "run", path).waitFor()).isZero();
    return (System.nanoTime() - begin) / 1e9;
  }

  private String campaign(String id, String text) throws IOException {
    return Files.writeString(folder.resolve(id + ".yaml"), text).toString();
  }

  private static long count(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static void execute(String url, String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** As Linux says. */
  private static long residentMegabytes(Process process) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(-1);
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static void print(String line) {
    OUT.println("bench: " + line);
  }
}
