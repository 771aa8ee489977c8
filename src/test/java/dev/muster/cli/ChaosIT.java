package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.sandbox.DropCode;
import dev.muster.sandbox.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/**
 * Processes that end at random moments, again and again, until the run is done. The moments follow
 * from the seed, as far as machines repeat themselves.
 */
class ChaosIT {
  private static final int ROUNDS = Integer.getInteger("chaos.rounds", 1);
  private static final long SEED = Long.getLong("chaos.seed", System.nanoTime());
  private static final int USERS = 100_000;
  private static final int PARTITIONS = 4;
  private static final int CHUNK = 500;
  private static final Instant MONDAY = Instant.parse("2026-11-16T09:00:00Z");
  private static final String CAMPAIGN =
      """
      who:
        audience: { everyone: true }
        control_group: { percent: 10 }
      what:
        track: Offer
        attributes: [email]
      when:
        at: launch
      """;

  @TempDir private Path folder;

  /** What happens to the processes. */
  enum Death {
    SIGKILL(PARTITIONS * CHUNK) {
      @Override
      void befall(Program.Running running) {
        running.process().destroyForcibly();
      }
    },
    SIGTERM(0) {
      @Override
      void befall(Program.Running running) {
        running.terminate();
      }
    };

    private final int repeatedAtMost;

    Death(int repeatedAtMost) {
      this.repeatedAtMost = repeatedAtMost;
    }

    abstract void befall(Program.Running running);
  }

  @ParameterizedTest
  @EnumSource
  void losesNobodyAndRepeatsNoMoreThanItSays(Death death) throws Exception {
    try (var desk = new Desk(Database.POSTGRESQL, folder)) {
      desk.users(USERS).campaign("all", CAMPAIGN).delivering(PARTITIONS, CHUNK);
      for (var round = 0; round < ROUNDS; round++) {
        var seed = SEED + round;
        desk.sandbox().reset();
        desk.faults(new Fault(new Fault.WithProbability(0.3), slow()));
        var begun = System.nanoTime();

        var ended = untilDone(desk, death, MONDAY.plusSeconds(60L * round), new Random(seed));

        var seconds = Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1000.0;
        var figures = figures(desk, death, seed, ended, seconds);
        System.out.println(figures);
        assertRight(desk, death, ended, figures);
      }
    }
  }

  /** Slow enough that most deaths find requests under way. */
  private static Fault.Slow slow() {
    return new Fault.Slow(Duration.ofMillis(50));
  }

  /** What the last process said, and how many died before. */
  private record Done(JsonNode report, int deaths) {}

  private static Done untilDone(Desk desk, Death death, Instant planned, Random random)
      throws Exception {
    for (var deaths = 0; ; deaths++) {
      var running =
          desk.program()
              .start("run", "all.yaml", "--planned", planned.toString(), "--output", "json");
      // Ever later, so that it comes to an end on a slow machine, too.
      var moment = 200 + random.nextInt(5000 + 300 * deaths);
      if (!running.process().waitFor(moment, TimeUnit.MILLISECONDS)) {
        death.befall(running);
      }
      var ended = running.end();
      if (ended.exitCode() == 0) {
        return new Done(Desk.run(ended, 0), deaths);
      }
      assertThat(ended.exitCode()).as(ended.err()).isIn(137, 143);
    }
  }

  private static void assertRight(Desk desk, Death death, Done done, String figures) {
    var stats = desk.sandbox().stats();
    var audience = done.report().path("audience");
    var accepted = audience.path("accepted").asLong();
    var control = audience.path("control").asLong();
    assertThat(done.report().path("status").asString()).as(figures).isEqualTo("completed");
    assertThat(audience.path("qualified").asLong()).as(figures).isEqualTo(USERS);
    assertThat(accepted + control).as(figures).isEqualTo(USERS);
    assertThat(control).as(figures).isBetween(USERS / 10 - 500L, USERS / 10 + 500L);

    assertThat(stats.stored()).as(figures).isEqualTo(accepted);
    assertThat(desk.reached()).as(figures).hasSize((int) accepted).doesNotHaveDuplicates();
    assertThat(stats.received() - stats.stored())
        .as(figures)
        .isLessThanOrEqualTo((long) done.deaths() * death.repeatedAtMost)
        // A repeat with another id would have been stored.
        .isEqualTo(stats.dropped().getOrDefault(DropCode.DUPLICATE, 0L));
  }

  private static String figures(Desk desk, Death death, long seed, Done done, double seconds) {
    var stats = desk.sandbox().stats();
    return String.format(
        Locale.ROOT,
        "chaos: seed %d, %,d users, %d x %s, %d executions, %,d messages sent, %,d distinct,"
            + " %,d repeated (at most %,d), %.1f s",
        seed,
        USERS,
        done.deaths(),
        death,
        done.report().path("executions").asInt(),
        stats.received(),
        stats.stored(),
        stats.received() - stats.stored(),
        done.deaths() * death.repeatedAtMost,
        seconds);
  }
}
