package dev.muster.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.muster.Database;
import dev.muster.audience.Audience;
import dev.muster.audience.AudienceOptions;
import dev.muster.audience.AudienceQuery;
import dev.muster.audience.ListSource;
import dev.muster.campaign.Campaign;
import dev.muster.campaign.RunKey;
import dev.muster.campaign.Who;
import dev.muster.campaign.file.CampaignFiles;
import dev.muster.campaign.file.CampaignReader;
import dev.muster.campaign.file.Reading;
import dev.muster.demo.Shop;
import dev.muster.intake.Format;
import dev.muster.intake.Options;
import dev.muster.intake.Source;
import dev.muster.intake.Summary;
import dev.muster.message.TemplateLanguage;
import dev.muster.schedule.FrequencyRule;
import dev.muster.source.Query;
import dev.muster.store.Run;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Prints how fast Muster is, on a real PostgreSQL that it starts itself: importing a large shop,
 * finding an audience in it against SQL by hand, and a whole run to everyone; what runs that have
 * been cost later ones, on H2, too; and how fast the sandbox is, beside a sender. Nothing is
 * asserted of time: {@code mvn -Pbench verify}.
 *
 * <p>{@code -Dbench.customers=N} makes the shop smaller or larger than 1,000,000 customers, who
 * have some ten events each.
 */
class Benchmark {
  private static final int CUSTOMERS = Integer.getInteger("bench.customers", 1_000_000);
  private static final int LIVE_RUNS = Integer.getInteger("bench.live", 10_000);
  private static final int ROUNDS = 7;

  /** Of whole runs. */
  private static final int RUNS = 3;

  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private static final String BUYERS =
      """
      campaign: buyers
      name: Buyers
      owner: bench@example.com
      who:
        audience:
          all:
            - did: Charged
              where: { amount: { above: 500 } }
              times: { at_least: 3 }
              during: { last_days: 30 }
            - did_not: App Uninstalled
              during: { last_days: 60 }
            - profile: { plan: pro }
      what: { track: Benchmark }
      when: { at: launch }
      """;

  private static final String WINBACK =
      """
      campaign: winback
      name: Winback
      owner: bench@example.com
      who:
        audience: { everyone: true }
        again: { after: 1d }
      what: { track: Benchmark }
      when: { at: launch }
      """;

  private static final String EVERYONE =
      """
      campaign: everyone
      name: Everyone
      owner: bench@example.com
      status: published
      who:
        audience: { everyone: true }
        control_group: { percent: 10 }
      what:
        track: Benchmark
        attributes: [email, first_name, plan]
        properties:
          greeting: "Hi {{ profile.first_name | default: 'there' }}"
      when: { at: launch }
      """;

  private final Instant asOf = Instant.now().truncatedTo(ChronoUnit.MINUTES);

  @TempDir private Path folder;

  @Test
  void printsItsFigures() throws Exception {
    var database = Database.POSTGRESQL;
    try (var dataSource = database.newDataSource()) {
      print(
          String.format(
              Locale.ROOT,
              "Java %s, %d processors",
              Runtime.version(),
              Runtime.getRuntime().availableProcessors()));
      var shop = new Shop(1, asOf, CUSTOMERS, 90, 1);
      var intake = database.intake(dataSource);
      print(
          intake.profiles(
              Source.stream("profiles", Format.NDJSON, shop.profiles()), Options.defaults()));
      print(
          intake.events(
              Source.stream("events", Format.NDJSON, shop.eventsWithoutIds()), Options.defaults()));
      analyze(dataSource);
      compareQueries(dataSource);
    }
  }

  /** Whole runs to everyone, by their steps, each with an estimate of the same beside it. */
  @Test
  void printsWhereTheTimeOfARunGoes() throws Exception {
    var estimates = new ArrayList<Double>();
    for (var round = 0; round < RUNS; round++) {
      estimates.add(estimateBesideRun());
    }
    print(
        String.format(
            Locale.ROOT,
            "estimate: %.2f times the run's qualify, gates and composing (median of %d)",
            median(estimates),
            RUNS));
  }

  private double estimateBesideRun() throws Exception {
    var database = Database.POSTGRESQL;
    try (var dataSource = database.newDataSource()) {
      var profiles = new Shop(1, asOf, CUSTOMERS, 1, 1).profiles();
      database
          .intake(dataSource)
          .profiles(Source.stream("profiles", Format.NDJSON, profiles), Options.defaults());
      analyze(dataSource);
      return runToEveryone(dataSource.getJdbcUrl());
    }
  }

  @Test
  void printsHowFastTheSandboxIs() throws Exception {
    var warmUp = new Bodies(80, 1);
    var bodies = new Bodies(120, 2);
    measureSandbox("counts only", warmUp, bodies, "--counts-only");
    measureSandbox("everything kept", warmUp, bodies);
  }

  /** Nobody is repeated, so that only looking for them is measured, and not ending them so. */
  @Test
  void printsWhatThePastCosts() throws Exception {
    for (var database : Database.values()) {
      var url =
          database == Database.H2 ? "jdbc:h2:file:" + folder.resolve("past") : database.newUrl();
      var program = new TimedProgram(folder);
      // Makes the tables, too.
      program.seconds(url, "runs");
      var nothing = fastest(() -> program.seconds(url, "runs"));
      var members = CUSTOMERS / 5;
      try (var dataSource = pool(url)) {
        var past = Past.in(database, dataSource, members);
        past.add("sale", 30, 1);
        past.add("winback", 20, 1);
      }
      settle(database, url);
      print(
          String.format(
              Locale.ROOT,
              "runs (%s): %.2f s beyond the program's start for 50 finished runs of %,d members",
              database,
              fastest(() -> program.seconds(url, "runs")) - nothing,
              members));
      try (var dataSource = pool(url)) {
        againCosts(database, Past.in(database, dataSource, members));
      }
    }
  }

  private void againCosts(Database database, Past past) throws Exception {
    var pausing = campaign("winback", WINBACK);
    var lookingBack = campaign("winback", WINBACK.replace("1d", "60d"));
    var none = past.next("first");
    var withNone = new ArrayList<Double>();
    var paused = past.next("winback");
    var withPaused = new ArrayList<Double>();
    var others = past.nextOfOthers("sale");
    var withOthers = new ArrayList<Double>();
    for (var round = 0; round < ROUNDS; round++) {
      withNone.add(past.closeGates(none, pausing));
      withPaused.add(past.closeGates(paused, pausing));
      withOthers.add(past.closeGates(others, lookingBack));
    }
    print(
        String.format(
            Locale.ROOT,
            "again (%s): the gates of %,d members closed in %.2f s (median of %d) without earlier"
                + " runs, in %.2f times that beside 20 of as many that are too long ago, and in"
                + " %.2f times where 30 have reached others lately",
            database,
            past.members(),
            median(withNone),
            ROUNDS,
            median(withPaused) / median(withNone),
            median(withOthers) / median(withNone)));
  }

  /** Two acceptances a member lie in the cap's days, and three would be too many. */
  @Test
  void printsWhatTheFrequencyCapCosts() throws Exception {
    for (var database : Database.values()) {
      var url =
          database == Database.H2 ? "jdbc:h2:file:" + folder.resolve("often") : database.newUrl();
      var members = database == Database.H2 ? CUSTOMERS / 10 : CUSTOMERS;
      var campaign = campaign("winback", WINBACK.replace("again: { after: 1d }", "again: always"));
      try (var dataSource = pool(url)) {
        database.migrate(dataSource);
        var past = Past.in(database, dataSource, members);
        past.profiles();
        past.add("sale", 2, 1);
      }
      settle(database, url);
      try (var dataSource = pool(url)) {
        var past = Past.in(database, dataSource, members);
        var next = past.next("winback");
        var without = past.closeGates(next, campaign);
        var cap = new FrequencyRule(3, 7, ZoneOffset.UTC);
        var with = past.closeGates(next, campaign, cap);
        var audience = new Audience(database.source(dataSource), query(database, campaign));
        var freeze = past.freeze(past.next("other"), campaign, audience);
        print(
            String.format(
                Locale.ROOT,
                "frequency cap (%s): beside %,d acceptances of its days, the gates of %,d members"
                    + " take %.2f s more, %.0f %% of finding and freezing them",
                database,
                2L * members * 9 / 10,
                members,
                with - without,
                100 * (with - without) / freeze.seconds()));
      }
    }
  }

  /** As they come to be where a launch comes every minute. */
  @Test
  void printsWhatRunsOfLiveCampaignsTakeOfTheDatabase() throws Exception {
    try (var live = new LiveRuns(folder, LIVE_RUNS)) {
      var before = live.bytes();
      live.add(LIVE_RUNS, 1);
      print(
          String.format(
              Locale.ROOT,
              "live: %,d completed runs of one trigger take %.1f MB of the database (%s)",
              LIVE_RUNS,
              (live.bytes() - before) / 1e6,
              String.join(", ", live.largest())));
      print(String.format(Locale.ROOT, "live: all of them pruned in %.1f s", live.prune()));
    }
  }

  /** On H2, of a tenth of the members: its file would be larger than most disks have room for. */
  @Test
  void printsWhatEarlierRunsCostTheNext() throws Exception {
    for (var database : Database.values()) {
      var url =
          database == Database.H2 ? "jdbc:h2:file:" + folder.resolve("more") : database.newUrl();
      var members = database == Database.H2 ? CUSTOMERS / 100 : CUSTOMERS / 10;
      var campaign = campaign("winback", WINBACK);
      Run next;
      try (var dataSource = pool(url)) {
        database.migrate(dataSource);
        var past = Past.in(database, dataSource, members);
        past.profiles();
        next = past.next("winback");
      }
      var runs = 0;
      for (var more : List.of(1, 19, 180)) {
        try (var dataSource = pool(url)) {
          Past.in(database, dataSource, members).add("winback", runs + more, runs + 1);
        }
        runs += more;
        settle(database, url);
        try (var dataSource = pool(url)) {
          var past = Past.in(database, dataSource, members);
          var audience = new Audience(database.source(dataSource), query(database, campaign));
          freezes(database, past, runs, () -> past.freeze(next, campaign, audience));
        }
      }
    }
  }

  private static void freezes(
      Database database, Past past, int runs, Supplier<Past.Freeze> freeze) {
    var all = IntStream.range(0, ROUNDS).mapToObj(_ -> freeze.get()).toList();
    print(
        String.format(
            Locale.ROOT,
            "past (%s): beside %d earlier runs of %,d, the next one's audience is frozen in %.2f s,"
                + " a page of 2,000 members read in %.1f ms (medians of %d)",
            database,
            runs,
            past.members(),
            median(all.stream().map(Past.Freeze::seconds).toList()),
            median(all.stream().map(Past.Freeze::millisecondsAPage).toList()),
            ROUNDS));
  }

  private interface Timed {
    double seconds() throws Exception;
  }

  /** Whatever else the machine does makes it slower only. */
  private static double fastest(Timed timed) throws Exception {
    var best = Double.MAX_VALUE;
    for (var round = 0; round < ROUNDS; round++) {
      best = Math.min(best, timed.seconds());
    }
    return best;
  }

  private static HikariDataSource pool(String url) {
    var config = new HikariConfig();
    config.setJdbcUrl(url);
    return new HikariDataSource(config);
  }

  /** Puts a database in order that was filled within minutes, as it comes to be over months. */
  private static void settle(Database database, String url) throws SQLException {
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      switch (database) {
        case H2 -> statement.execute("shutdown compact");
        case POSTGRESQL -> {
          statement.execute("vacuum analyze muster_member");
          statement.execute("vacuum analyze muster_outcome");
          statement.execute("vacuum analyze muster_contact");
        }
      }
    }
  }

  private static void measureSandbox(String mode, Bodies warmUp, Bodies bodies, String... options)
      throws Exception {
    try (var sandbox = new TimedSandbox(options)) {
      sandbox.take(warmUp.compressed());
      var seconds = sandbox.take(bodies.compressed());
      assertThat(sandbox.stats().path("stored").asInt())
          .isEqualTo(warmUp.events() + bodies.events());
      print(
          String.format(
              Locale.ROOT,
              "sandbox: %,.0f events/s of CPU time with gzip (%s; %,d events of %d bytes)",
              bodies.events() / seconds,
              mode,
              bodies.events(),
              bodies.bytes() / bodies.events()));
    }
  }

  private static void print(Summary summary) {
    var seconds = summary.took().toMillis() / 1000.0;
    print(
        String.format(
            Locale.ROOT,
            "import: %,d %s in %.1f s, %,.0f a second",
            summary.imported(),
            summary.table(),
            seconds,
            summary.imported() / seconds));
  }

  private static void analyze(DataSource dataSource) throws SQLException {
    try (var connection = dataSource.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("vacuum analyze profiles");
      statement.execute("vacuum analyze events");
    }
  }

  /** In turn, so that whatever else the machine does falls on both. */
  private void compareQueries(DataSource dataSource) throws Exception {
    var generated = generated();
    var byHand = byHand();
    assertThat(users(dataSource, generated)).isEqualTo(users(dataSource, byHand)).isPositive();
    var ratios = new ArrayList<Double>();
    var times = new ArrayList<Double>();
    for (var round = 0; round < ROUNDS; round++) {
      var own = seconds(dataSource, generated);
      times.add(own);
      ratios.add(own / seconds(dataSource, byHand));
    }
    print(
        String.format(
            Locale.ROOT,
            "audience: %,d users in %.2f s (median of %d), %.2f times the SQL by hand (%.2f to %.2f)",
            users(dataSource, generated),
            median(times),
            ROUNDS,
            median(ratios),
            ratios.stream().min(Double::compare).orElseThrow(),
            ratios.stream().max(Double::compare).orElseThrow()));
  }

  private Query generated() throws Exception {
    return query(Database.POSTGRESQL, campaign("buyers", BUYERS));
  }

  private Query query(Database database, Campaign campaign) {
    var audience = ((Who.PastBehaviour) campaign.who().selection()).audience();
    var options =
        new AudienceOptions(
            database.product(),
            asOf,
            ZoneOffset.UTC,
            "user_id",
            "anonymous_id",
            false,
            new ListSource.Beside(new RunKey(0)));
    return AudienceQuery.of(audience, options);
  }

  private Campaign campaign(String id, String text) throws Exception {
    var file = Files.writeString(folder.resolve(id + ".yaml"), text);
    var reader = new CampaignReader(new TemplateLanguage(ZoneOffset.UTC));
    return ((Reading.Valid) reader.read(CampaignFiles.onDisk(file))).campaign();
  }

  private Query byHand() throws Exception {
    var today = asOf.truncatedTo(ChronoUnit.DAYS);
    return new Query(
        Files.readString(Path.of("sql", "statements", "benchmark_audience.sql")),
        List.of(today.minus(30, ChronoUnit.DAYS), asOf, today.minus(60, ChronoUnit.DAYS), asOf));
  }

  private static double seconds(DataSource dataSource, Query query) throws SQLException {
    var begin = System.nanoTime();
    users(dataSource, query);
    return (System.nanoTime() - begin) / 1e9;
  }

  private static long users(DataSource dataSource, Query query) throws SQLException {
    try (var connection = dataSource.getConnection();
        var statement = query.prepare(connection);
        var rows = statement.executeQuery()) {
      var users = 0L;
      while (rows.next()) {
        users++;
      }
      return users;
    }
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  /**
   * A process of its own, so that its whole CPU time is that of the run. Returns how many times as
   * long an estimate takes.
   */
  private double runToEveryone(String databaseUrl) throws Exception {
    var file = Files.writeString(folder.resolve("everyone.yaml"), EVERYONE);
    try (var receiver = new CheapReceiver()) {
      var begin = System.nanoTime();
      var cpu = new TimedProgram(folder).run(databaseUrl, receiver.url(), file);
      var seconds = (System.nanoTime() - begin) / 1e9;
      print(
          String.format(
              Locale.ROOT,
              "run: %,d users in %.1f s, %,.0f users a second, %.1f CPU µs a user"
                  + " (%,d requests, %.0f MB on the wire)",
              CUSTOMERS,
              seconds,
              CUSTOMERS / seconds,
              cpu * 1e6 / CUSTOMERS,
              receiver.requests(),
              receiver.bytes() / 1e6));
      var stages = Stages.of(databaseUrl);
      print(String.format(Locale.ROOT, "run: of that %s; the rest is start and end", stages));
      return compareEstimate(databaseUrl, file, stages);
    }
  }

  /** The estimate is of the same campaign by another name, which has not reached anybody. */
  private double compareEstimate(String databaseUrl, Path file, Stages stages) throws Exception {
    var program = new TimedProgram(folder);
    var composing =
        Double.parseDouble(
            program.printed(Composing.class, databaseUrl, file.toString(), stages.run()));
    var other =
        Files.writeString(
            folder.resolve("others.yaml"),
            EVERYONE.replace("campaign: everyone", "campaign: others"));
    var empty = Database.POSTGRESQL.newUrl();
    var ofNobody = fastest(() -> program.seconds(empty, "estimate", other.toString()));
    var estimate = program.seconds(databaseUrl, "estimate", other.toString()) - ofNobody;
    var same = stages.seconds("qualify") + stages.seconds("gates") + composing;
    print(
        String.format(
            Locale.ROOT,
            "estimate: %.1f s beyond the %.1f s of one of nobody, %.2f times the run's qualify, gates"
                + " and composing (%.1f + %.1f + %.1f s)",
            estimate,
            ofNobody,
            estimate / same,
            stages.seconds("qualify"),
            stages.seconds("gates"),
            composing));
    return estimate / same;
  }

  private static void print(String line) {
    OUT.println("bench: " + line);
  }
}
