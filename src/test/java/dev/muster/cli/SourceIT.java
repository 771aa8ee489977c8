package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.muster.Database;
import dev.muster.intake.Options;
import dev.muster.intake.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs whose profiles and events lie in another database than Muster's own. */
class SourceIT {
  private static final Path SAKILA = Path.of("../shared/conformance/sakila");
  private static final String PLANNED = "2026-11-16T09:00:00Z";
  private static final String[] COMMAND = {
    "run", "all.yaml", "--planned", PLANNED, "--output", "json"
  };
  private static final int USERS = 600;
  private static final int PARTITIONS = 2;
  private static final int CHUNK = 50;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void findsExactlyTheExpectedUsersOfEverySegment(boolean views) throws Exception {
    assumeTrue(Files.isDirectory(SAKILA), "skipped, because there is no folder " + SAKILA);
    try (var desk = new Desk(Database.POSTGRESQL, folder);
        var shop = new SourceShop().at(desk)) {
      shop.intake().profiles(Source.file(SAKILA.resolve("profiles.csv.gz")), Options.defaults());
      shop.intake().events(Source.file(SAKILA.resolve("events.csv.gz")), Options.defaults());
      if (views) {
        shop.behindViews();
      }
      for (var campaign : campaigns()) {
        var name = campaign.getFileName().toString();
        desk.sandbox().reset();
        desk.file(name, Files.readString(campaign));

        var ended = desk.program().run("run", name, "--planned", "2005-08-20T00:00:00Z", "--yes");

        assertThat(ended.exitCode()).as("%s: %s", name, ended.err()).isZero();
        var expected = SAKILA.resolve("expected").resolve(name.replace(".yaml", ".ids"));
        assertThat(new TreeSet<>(desk.reached()))
            .as(name)
            .isEqualTo(new TreeSet<>(Files.readAllLines(expected)));
        assertExplained(desk, name.replace(".yaml", ""), Files.readAllLines(expected));
      }
    }
  }

  /** One whom the segment finds, and one whom it does not. */
  private static void assertExplained(Desk desk, String id, List<String> found) throws Exception {
    var run = id + "@2005-08-20T00:00:00Z";
    for (var user : List.of(found.getFirst(), "1", "300")) {
      var explained = desk.program().run("explain", run, user, "--output", "json");

      assertThat(explained.exitCode()).as(explained.err()).isZero();
      assertThat(Desk.json(explained).path("qualifies_now").asBoolean())
          .as("%s %s %s", id, user, explained.out())
          .isEqualTo(found.contains(user));
    }
  }

  private static List<Path> campaigns() throws Exception {
    try (var files = Files.list(SAKILA.resolve("campaigns"))) {
      return files.sorted().toList();
    }
  }

  /** Muster's own tables may lie in another product. */
  @ParameterizedTest
  @EnumSource
  void keepsNothingOfMustersInTheSource(Database own) throws Exception {
    try (var desk = desk(own);
        var shop = new SourceShop().users(USERS).at(desk)) {
      var ended = desk.program().run(COMMAND);

      assertThat(ended.exitCode()).as(ended.err()).isZero();
      assertThat(desk.reached()).hasSize(USERS).doesNotHaveDuplicates();
      assertThat(
              rows(shop.dataSource(), "select relname from pg_class where relname like 'muster%'"))
          .isEmpty();
      var shown = desk.program().run("show", "all@" + PLANNED);
      assertThat(shown.out()).contains("profiles and events are read from " + shop.place());
      var json = desk.program().run("show", "all@" + PLANNED, "--output", "json");
      assertThat(Desk.json(json).path("source").asString()).isEqualTo(shop.place());
    }
  }

  /** What is in one transaction there is so, wherever the members are. */
  @ParameterizedTest
  @EnumSource
  void backtestsAndHoldsFilesAgainstEachOther(Database own) throws Exception {
    try (var desk = desk(own);
        var shop = new SourceShop().users(USERS)) {
      shop.at(desk);
      var listed = "who:\n  audience: { list: vip.csv }\nwhat: { track: Offer, user_id: email }\n";
      desk.file("vip.csv", "user_id\nu1\nu2\nu2\nnobody\nü'\n")
          .campaign("listed", listed + "when: { at: [2026-11-16T09:00, 2026-11-17T09:00] }\n")
          .campaign(
              "others",
              listed.replace("{ list: vip.csv }", "{ profile: { user_id: { starts_with: u1 } } }")
                  + "when: { at: 2026-11-16T09:00 }\n");

      var backtest =
          desk.program()
              .run(
                  "backtest",
                  "listed.yaml",
                  "--from",
                  "2026-11-16",
                  "--until",
                  "2026-11-17",
                  "--output",
                  "json");
      var diff =
          desk.program()
              .run(
                  "diff",
                  "listed.yaml",
                  "others.yaml",
                  "--planned",
                  PLANNED,
                  "--ids",
                  "--output",
                  "json");

      assertThat(backtest.exitCode()).as(backtest.err()).isZero();
      assertThat(Desk.json(backtest).path("expect").toString()).isEqualTo("[2,2]");
      assertThat(diff.exitCode()).as(diff.err()).isEqualTo(4);
      assertThat(Desk.json(diff).path("stay").asInt()).isOne();
      assertThat(Desk.json(diff).path("enter").path("because").toString())
          .isEqualTo("[{\"condition\":\"in vip.csv\",\"users\":110}]");
      assertThat(Desk.json(diff).path("leave").path("ids").toString()).isEqualTo("[\"u2\"]");
    }
  }

  @Test
  void asksForTheIdsOfListsAndCountsThoseWithoutAProfile() throws Exception {
    try (var desk = desk(Database.POSTGRESQL);
        var shop = new SourceShop().users(USERS).at(desk)) {
      desk.file("vip.csv", "user_id\nu1\nu2\nu2\nnobody\nü'\n")
          .campaign(
              "listed",
              Desk.EVERYONE.replace(
                  "everyone: true", "all: [ { list: vip.csv }, { everyone: true } ]"));
      assertThat(Files.readString(desk.path("listed.yaml"))).contains("list: vip.csv");

      var ended = desk.program().run("run", "listed.yaml", "--planned", PLANNED);

      assertThat(ended.exitCode()).as(ended.err()).isZero();
      assertThat(desk.reached()).containsExactlyInAnyOrder("u1", "u2");
      assertThat(ended.err() + ended.out())
          .contains("4 ids")
          .contains("2 of them without a profile");
      for (var user : List.of("u1", "u3")) {
        var explained =
            desk.program().run("explain", "listed@" + PLANNED, user, "--output", "json");
        assertThat(Desk.json(explained).path("qualifies_now").asBoolean())
            .isEqualTo(user.equals("u1"));
      }
      var audience = desk.program().run("audience", "listed.yaml");
      assertThat(audience.exitCode()).as(audience.err()).isZero();
      assertThat(audience.out()).contains("a run puts its ids into the array").contains("Scan");
      assertThat(shop.reader()).isNotEmpty();
    }
  }

  @Test
  void findsTheAudienceAgainWhenKilledMeanwhile() throws Exception {
    try (var desk = desk(Database.POSTGRESQL);
        var shop = new SourceShop().users(USERS).at(desk);
        var own = desk.open();
        var connection = own.getConnection();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("lock table muster_member in exclusive mode");
      var killed = desk.program().start(COMMAND);
      Desk.await(
          "the members are to be written",
          () -> {
            try (var rows =
                statement.executeQuery(
                    "select 1 from pg_locks where not granted"
                        + " and relation = 'muster_member'::regclass")) {
              return rows.next();
            } catch (SQLException e) {
              throw new IllegalStateException(e);
            }
          });
      killed.kill();
      connection.rollback();
      shop.execute("delete from profiles where user_id = 'u1'");

      var ended = desk.program().run(COMMAND);

      assertThat(ended.exitCode()).as(ended.err()).isZero();
      assertThat(desk.reached()).hasSize(USERS - 1).doesNotHaveDuplicates();
    }
  }

  @Test
  void goesOnFromTheLastChunkAfterAKillAndReadsProfilesOfThen() throws Exception {
    try (var desk = desk(Database.POSTGRESQL);
        var shop = new SourceShop().users(USERS).at(desk)) {
      desk.faults(Desk.slowFrom(5, USERS, Duration.ofMinutes(5)));
      var killed = desk.program().start(COMMAND);
      Desk.await("both partitions wait for an answer", () -> desk.met("slow") == PARTITIONS);
      killed.kill();
      desk.noFaults();
      var before = new TreeSet<>(desk.reached());
      var left = new ArrayList<String>();
      try (var own = desk.open()) {
        left.addAll(rows(own, "select user_id from muster_member order by position desc limit 2"));
      }
      assertThat(before).doesNotContainAnyElementsOf(left);
      shop.execute("delete from profiles where user_id = '" + left.getFirst() + "'");
      shop.execute("update profiles set opted_out = true where user_id = '" + left.get(1) + "'");

      var ended = desk.program().run(COMMAND);

      assertThat(ended.exitCode()).as(ended.err()).isEqualTo(4);
      var audience = Desk.run(ended, 0).path("audience");
      assertThat(audience.path("accepted").asInt()).isEqualTo(USERS - 2);
      assertThat(audience.path("invalid").asInt()).isEqualTo(1);
      assertThat(audience.path("suppressed").asInt()).isEqualTo(1);
      assertThat(desk.reached()).hasSize(USERS - 2).doesNotHaveDuplicates();
      var rejections = desk.program().run("show", "all@" + PLANNED, "--rejections");
      assertThat(rejections.out()).contains(left.getFirst()).contains("no_profile");
    }
  }

  @Test
  void asksASourceThatIsGoneAgainAndThenFailsWithItsUsersPending() throws Exception {
    try (var desk = desk(Database.POSTGRESQL);
        var shop = new SourceShop().users(USERS);
        var relay = new Relay(shop.port())) {
      shop.at(desk, shop.place().replace(":" + shop.port(), ":" + relay.port()));
      desk.program().with("MUSTER_DELIVERY_RETRYBUDGET", "1s");
      desk.faults(Desk.slowFrom(5, 6, Duration.ofSeconds(2)));
      var running = desk.program().start(COMMAND);
      Desk.await("both partitions wait for an answer", () -> desk.met("slow") == PARTITIONS);
      relay.cut();
      var failed = running.end();

      assertThat(failed.exitCode()).as(failed.err()).isEqualTo(1);
      assertThat(failed.err() + failed.out())
          .contains("source jdbc:postgresql://127.0.0.1:" + relay.port() + "/")
          .contains("nothing is lost, launch again when it can be asked");
      var report = Desk.run(failed, 0);
      assertThat(report.path("status").asString()).isEqualTo("failed");
      assertThat(report.path("audience").path("pending").asInt()).isPositive();
      assertThat(desk.program().run("show", "all@" + PLANNED).exitCode()).isZero();

      relay.open();
      var ended = desk.program().run(COMMAND);

      assertThat(ended.exitCode()).as(ended.err()).isZero();
      assertThat(desk.sandbox().stats().received()).isEqualTo(USERS);
      assertThat(desk.reached()).hasSize(USERS).doesNotHaveDuplicates();
    }
  }

  @Test
  void goesOnWhenTheSourceComesBackInTime() throws Exception {
    try (var desk = desk(Database.POSTGRESQL);
        var shop = new SourceShop().users(USERS);
        var relay = new Relay(shop.port())) {
      shop.at(desk, shop.place().replace(":" + shop.port(), ":" + relay.port()));
      desk.faults(Desk.slowFrom(5, 6, Duration.ofSeconds(2)));
      var running = desk.program().start(COMMAND);
      Desk.await("both partitions wait for an answer", () -> desk.met("slow") == PARTITIONS);
      relay.cut();
      Desk.await(
          "both partitions have their answer",
          () -> desk.sandbox().stats().received() >= 6L * CHUNK);
      relay.open();
      var ended = running.end();

      assertThat(ended.exitCode()).as(ended.err()).isZero();
      assertThat(Desk.run(ended, 0).path("executions").asInt()).isEqualTo(1);
      assertThat(desk.reached()).hasSize(USERS).doesNotHaveDuplicates();
    }
  }

  @Test
  void sendsToNobodyOnceAUserHasComeToHaveSeveralProfiles() throws Exception {
    try (var desk = desk(Database.POSTGRESQL);
        var shop = new SourceShop().users(USERS).at(desk)) {
      desk.faults(Desk.down());
      desk.program().with("MUSTER_DELIVERY_MAXATTEMPTS", "1");
      assertThat(desk.program().run(COMMAND).exitCode()).isEqualTo(1);
      desk.noFaults();
      shop.behindViews()
          .execute(
              "create or replace view profiles as select user_id, anonymous_id, timezone,"
                  + " opted_out, attributes::json as attributes from customers"
                  + " union all select user_id, anonymous_id, timezone, opted_out, attributes::json"
                  + " from customers where user_id = 'u7'");

      var failed = desk.program().run(COMMAND);

      assertThat(failed.exitCode()).as(failed.err()).isEqualTo(2);
      assertThat(failed.err() + failed.out()).contains("1 user id stands in more than one row");
      assertThat(desk.reached()).isEmpty();
    }
  }

  @Test
  void goesOnElsewhereOnlyWhenToldThatItIsTheSameData() throws Exception {
    try (var desk = desk(Database.POSTGRESQL);
        var shop = new SourceShop().users(USERS).at(desk)) {
      desk.faults(Desk.down());
      desk.program().with("MUSTER_DELIVERY_MAXATTEMPTS", "1");
      assertThat(desk.program().run(COMMAND).exitCode()).isEqualTo(1);
      desk.noFaults();
      var moved = shop.place().replace("127.0.0.1", "localhost");
      shop.at(desk, moved);

      var refused = desk.program().run(COMMAND);

      assertThat(refused.exitCode()).as(refused.err()).isEqualTo(2);
      assertThat(refused.err() + refused.out())
          .contains("it was planned with the source " + shop.place())
          .contains("this launch has the source " + moved)
          .contains("--source-moved");
      assertThat(desk.reached()).isEmpty();

      var ended = desk.program().run("restart", "all@" + PLANNED, "--source-moved");

      assertThat(ended.exitCode()).as(ended.err()).isZero();
      assertThat(desk.reached()).hasSize(USERS).doesNotHaveDuplicates();
      assertThat(desk.program().run("show", "all@" + PLANNED).out()).contains(moved);
    }
  }

  @Test
  void holdsNoAudienceInMemory() throws Exception {
    var users = 200_000;
    try (var desk = new Desk(Database.POSTGRESQL, folder).campaign("all", Desk.EVERYONE);
        var shop = new SourceShop().at(desk)) {
      shop.execute(
          "insert into profiles (user_id, attributes) select 'u' || i, '{\"email\": \"a@b.example\"}'"
              + " from generate_series(1, "
              + users
              + ") as i");
      shop.execute("analyze profiles");
      desk.program().withJvm("-Xmx72m");

      var ended = desk.program().run(COMMAND);

      assertThat(ended.exitCode()).as(ended.err()).isZero();
      assertThat(Desk.run(ended, 0).path("audience").path("accepted").asInt()).isEqualTo(users);
    }
  }

  @Test
  void saysWhatASourceIsLike() throws Exception {
    try (var desk = desk(Database.POSTGRESQL);
        var shop = new SourceShop().users(USERS).at(desk)) {
      shop.execute(
          "insert into events (user_id, name, occurred_at) values ('u1', 'Seen', current_timestamp)");
      var checked = desk.program().run("check", "all.yaml");

      assertThat(checked.out())
          .contains("source", shop.place() + ", PostgreSQL ")
          .contains("source profiles", "a table, indexed by user_id")
          .contains("source events", "a table, indexed by name and occurred_at")
          .contains("source user ids", "one row a user")
          .contains("source login", shop.reader() + " may read profiles and events")
          .contains("source read", "100 profiles by user id in ")
          .contains("the database expects");
      assertThat(checked.exitCode()).as(checked.out()).isZero();

      shop.execute("grant insert, update on profiles to " + shop.reader());
      assertThat(desk.program().run("check").out())
          .contains(shop.reader() + " may insert, update on profiles");
    }
  }

  private Desk desk(Database own) throws Exception {
    return new Desk(own, folder).campaign("all", Desk.EVERYONE).delivering(PARTITIONS, CHUNK);
  }

  private static List<String> rows(HikariDataSource database, String question) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(question)) {
      var all = new ArrayList<String>();
      while (rows.next()) {
        all.add(rows.getString(1));
      }
      return all;
    }
  }
}
