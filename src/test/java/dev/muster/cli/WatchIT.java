package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;

/** {@code muster watch} as a process of its own. */
class WatchIT {
  private static final String CART =
      """
      who: { live: { did: [Cart] } }
      what: { track: Reminder }
      when: {}
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void sendsWhatTriggersUntilItIsTerminated(Database database) throws Exception {
    try (var desk = new Desk(database, folder).users(3).campaign("cart", CART);
        var data = desk.open()) {
      var jdbc = new JdbcTemplate(data);
      desk.file("broken.yaml", "campaign: broken\n");
      var watching =
          desk.program()
              .with("MUSTER_WATCH_TOUCH", "launched")
              .start("watch", ".", "--every", "1s", "--output", "json");
      Desk.await("the campaign is met", () -> met(jdbc) == 1);

      jdbc.update(
          "insert into events (id, user_id, name, occurred_at) values ('a', ?, 'Cart', ?)",
          statement -> {
            statement.setString(1, user(jdbc));
            statement.setObject(2, Instant.now().atOffset(ZoneOffset.UTC));
          });
      Desk.await("its message has arrived", () -> desk.reached().size() == 1);
      Files.delete(desk.path("broken.yaml"));
      desk.file("other.yaml", "campaign: other\n");
      Desk.await("the other file is complained of", () -> watching.err().contains("other.yaml"));
      watching.terminate();
      var ended = watching.end();

      assertThat(ended.exitCode()).as(ended.err()).isZero();
      assertThat(desk.path("launched")).exists();
      assertThat(ended.err().lines().filter(line -> line.contains("broken.yaml")).count())
          .as(ended.err())
          .isLessThan(5);
      assertThat(ended.out().lines())
          .filteredOn(line -> line.contains("\"run\":\"cart@"))
          .hasSize(1)
          .allMatch(line -> line.startsWith("{\"runs\":[") && line.endsWith("}"))
          .allMatch(line -> line.contains("\"live\":[{\"campaign\":\"cart\""));
    }
  }

  @Test
  void goesOnWhenTheDatabaseIsBackThatWasAway() throws Exception {
    try (var desk = new Desk(Database.POSTGRESQL, folder).users(3).campaign("cart", CART);
        var data = desk.open();
        var relay = new Relay(port(desk.url()))) {
      var jdbc = new JdbcTemplate(data);
      var watching =
          desk.program()
              .with(
                  "MUSTER_DATABASE_URL",
                  desk.url().replace(":" + port(desk.url()) + "/", ":" + relay.port() + "/"))
              .start("watch", "cart.yaml", "--every", "1s", "--output", "json");
      Desk.await("the campaign is met", () -> met(jdbc) == 1);

      relay.cut();
      Desk.await("it is said to be away", () -> watching.err().contains("database"));
      jdbc.update(
          "insert into events (id, user_id, name, occurred_at) values ('a', 'u1', 'Cart', ?)",
          Instant.now().atOffset(ZoneOffset.UTC));
      assertThat(watching.process().isAlive()).isTrue();
      relay.open();
      Desk.await("its message has arrived", () -> desk.reached().size() == 1);
      watching.terminate();
      var ended = watching.end();

      assertThat(ended.exitCode()).as(ended.err()).isZero();
      assertThat(ended.err()).doesNotContain("\tat ");
      assertThat(desk.reached()).containsExactly("u1");
    }
  }

  private static int port(String url) {
    return URI.create(url.substring("jdbc:".length())).getPort();
  }

  private static int met(JdbcTemplate jdbc) {
    try {
      return jdbc.queryForList("select campaign from muster_live").size();
    } catch (BadSqlGrammarException e) {
      // The tables are not made yet.
      return 0;
    }
  }

  private static String user(JdbcTemplate jdbc) {
    return jdbc.queryForList("select user_id from profiles order by user_id", String.class)
        .getFirst();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0s   | --every: expected a duration such as 30s, 15m, 24h, 7d or 2w, from 1s to 1h, found '0s'",
        "2h   | --every: expected a duration such as 30s, 15m, 24h, 7d or 2w, from 1s to 1h, found '2h'",
        "soon | --every: expected a duration such as 30s, 15m, 24h, 7d or 2w, from 1s to 1h, found 'soon'"
      })
  void refusesAnIntervalThatIsNone(String every, String message) throws Exception {
    try (var desk = new Desk(Database.H2, folder)) {
      var ended =
          new ProgramHere(folder, desk.settings()).run("watch", "cart.yaml", "--every", every);

      assertThat(ended.exitCode()).isEqualTo(2);
      assertThat(ended.err()).contains(message);
    }
  }

  @Test
  void refusesAPathThatIsNotThereFromTheBeginning() throws Exception {
    try (var desk = new Desk(Database.H2, folder).campaign("cart", CART)) {
      var ended = new ProgramHere(folder, desk.settings()).run("watch", "cart.yaml", "cart-2.yaml");

      assertThat(ended.exitCode()).isEqualTo(2);
      assertThat(ended.err())
          .contains("cart-2.yaml: expected a campaign file, or a folder of them, found neither");
    }
  }

  @Test
  void refusesSettingsThatAreWrongFromTheBeginning() throws Exception {
    try (var desk = new Desk(Database.H2, folder).campaign("cart", CART)) {
      var ended =
          desk.program().with("MUSTER_DELIVERY_PARTITIONS", "none").run("watch", "cart.yaml");

      assertThat(ended.exitCode()).as(ended.err()).isEqualTo(2);
    }
  }
}
