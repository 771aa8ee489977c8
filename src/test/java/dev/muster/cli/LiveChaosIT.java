package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Counted;
import dev.muster.Database;
import dev.muster.sandbox.DropCode;
import dev.muster.sandbox.Fault;
import dev.muster.store.RunStatus;
import dev.muster.store.Store;
import dev.muster.store.Sums;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Launches of a live campaign, and watches, that are killed at random moments, while events come.
 * The moments follow from the seed, as far as machines repeat themselves.
 */
class LiveChaosIT {
  private static final int KILLS = 3 * Integer.getInteger("chaos.rounds", 1);
  private static final long SEED = Long.getLong("chaos.seed", System.nanoTime());
  private static final int USERS = 500;
  private static final int EVENTS = 500;
  private static final String CAMPAIGN =
      """
      who: { live: { did: [Cart], late: 1d } }
      what: { track: Reminder, properties: { event: "{{ event.id }}" } }
      when: {}
      """;

  @TempDir private Path folder;

  @Test
  void losesNoTriggerAndRepeatsNoneUnderAnotherId() throws Exception {
    var random = new Random(SEED);
    try (var desk = new Desk(Database.POSTGRESQL, folder).users(USERS).delivering(2, 50);
        var data = desk.open()) {
      desk.campaign("cart", CAMPAIGN);
      assertThat(new ProgramHere(folder, desk.settings()).run("run", "cart.yaml").exitCode())
          .isZero();
      desk.faults(new Fault(new Fault.WithProbability(0.8), new Fault.Slow(Duration.ofMillis(50))));
      var ids = new ArrayList<String>();
      for (var kill = 0; kill < KILLS; kill++) {
        ids.addAll(bring(data, kill));
        kill(desk, kill % 2 == 0 ? "run cart.yaml" : "watch cart.yaml --every 1s", kill, random);
      }
      ids.addAll(bring(data, KILLS));
      // As-ofs are whole seconds, and a launch takes up what has happened before its own.
      var next = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
      Desk.await("the next second comes", () -> !Instant.now().isBefore(next));
      for (var last = 0; last < 2; last++) {
        var ended = new ProgramHere(folder, desk.settings()).run("run", "cart.yaml");
        assertThat(ended.exitCode()).as(ended.err()).isZero();
      }

      var stats = desk.sandbox().stats();
      var figures =
          "live chaos: seed %d, %,d triggers, %d x SIGKILL, %,d messages sent, %,d repeated"
              .formatted(
                  SEED, ids.size(), KILLS, stats.received(), stats.received() - stats.stored());
      System.out.println(figures);
      assertThat(Counted.of(triggers(desk))).as(figures).isEqualTo(Counted.of(ids));
      // A repetition with another id would have been stored.
      assertThat(stats.received() - stats.stored())
          .as(figures)
          .isEqualTo(stats.dropped().getOrDefault(DropCode.DUPLICATE, 0L));
      assertAddedUp(data, ids.size());
    }
  }

  private static List<String> bring(DataSource data, int batch) {
    var ids = new ArrayList<String>();
    var at = Instant.now().minusMillis(10).truncatedTo(ChronoUnit.MICROS);
    for (var i = 0; i < EVENTS; i++) {
      ids.add(batch + "-" + i);
    }
    new JdbcTemplate(data)
        .batchUpdate(
            "insert into events (id, user_id, name, occurred_at) values (?, ?, 'Cart', ?)",
            ids,
            EVENTS,
            (statement, id) -> {
              statement.setString(1, id);
              statement.setString(2, "u" + (1 + Math.floorMod(id.hashCode(), USERS)));
              statement.setObject(3, at.atOffset(ZoneOffset.UTC));
            });
    return ids;
  }

  /** At whatever moment, or after so many messages: most are then under way. */
  private static void kill(Desk desk, String command, int kill, Random random) throws Exception {
    var before = desk.sandbox().stats().received();
    var running = desk.program().start(command.split(" "));
    if (kill % 3 == 2) {
      running.process().waitFor(500 + random.nextInt(4_000), TimeUnit.MILLISECONDS);
    } else {
      var enough = before + 1 + random.nextInt(EVENTS / 2);
      Desk.await(
          "messages come",
          () -> desk.sandbox().stats().received() >= enough || !running.process().isAlive());
    }
    running.process().destroyForcibly();
    var ended = running.end();
    assertThat(ended.exitCode()).as(ended.err()).isIn(0, 137);
  }

  /** The events of the messages that were stored: one for each message id. */
  private static List<String> triggers(Desk desk) {
    return desk.sandbox().events().stream()
        .map(event -> event.message().path("properties").path("event").asString())
        .toList();
  }

  private static void assertAddedUp(DataSource data, int triggers) {
    var store = Store.in(data, Database.POSTGRESQL.databaseType(), Clock.systemUTC(), "this test");
    assertThat(store.runs().list(null))
        .allMatch(run -> run.status() == RunStatus.COMPLETED)
        .allSatisfy(run -> assertThat(Sums.of(store, run.id()).faultAtTheEnd()).isEmpty());
    assertThat(
            new JdbcTemplate(data)
                .queryForObject(
                    "select count(*) from muster_fate where verdict = 'accepted'", Integer.class))
        .isEqualTo(triggers);
  }
}
