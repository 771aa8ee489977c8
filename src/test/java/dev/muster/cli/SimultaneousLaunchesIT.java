package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.sandbox.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Processes that want to work on one run at the same time. */
class SimultaneousLaunchesIT {
  private static final int ROUNDS = Integer.getInteger("chaos.rounds", 2);
  private static final int LAUNCHES = 10;
  private static final int USERS = 200;
  private static final int PARTITIONS = 2;
  private static final int CHUNK = 20;
  private static final Instant MONDAY = Instant.parse("2026-11-16T09:00:00Z");

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void letOneOfTenWorkAndTellTheOthersWhoDoes(Database database) throws Exception {
    try (var desk = desk(database)) {
      desk.program()
          .with("MUSTER_LOCKWAIT", "100ms")
          .with("MUSTER_DELIVERY_MAXATTEMPTS", "1000")
          .with("MUSTER_DELIVERY_BACKOFFMAX", "1s");
      for (var round = 0; round < ROUNDS; round++) {
        var planned = MONDAY.plusSeconds(60L * round).toString();
        desk.sandbox().reset();
        // Nobody can be done before all have tried.
        desk.faults(unavailable());
        var launches = new ArrayList<Program.Running>();
        for (var i = 0; i < LAUNCHES; i++) {
          launches.add(
              desk.program().start("run", "all.yaml", "--planned", planned, "--output", "json"));
        }
        Desk.await("nine have given way", () -> working(launches) == 1);
        desk.noFaults();

        var completed = 0;
        for (var launch : launches) {
          var ended = launch.end();
          assertThat(ended.exitCode()).as(ended.err()).isZero();
          switch (Desk.run(ended, 0).path("status").asString()) {
            case "completed" -> completed++;
            case "held" ->
                assertThat(ended.err())
                    .containsPattern("held: worked on by muster .* process \\d+ ");
            default -> throw new AssertionError(ended.out());
          }
        }
        assertThat(completed).isEqualTo(1);
        assertThat(desk.reached()).hasSize(USERS).doesNotHaveDuplicates();
        assertThat(desk.sandbox().stats().dropped()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void letOneOfRestartRunAndAbandonDecide(Database database) throws Exception {
    try (var desk = desk(database)) {
      var decided = new ArrayList<String>();
      for (var round = 0; round < ROUNDS; round++) {
        var planned = MONDAY.plusSeconds(60L * round).toString();
        var run = "all@" + planned;
        desk.sandbox().reset();
        kill(desk, planned);
        var once = desk.reached();

        var restart = desk.program().start("restart", run, "--output", "json");
        var launch =
            desk.program().start("run", "all.yaml", "--planned", planned, "--output", "json");
        var abandon = desk.program().start("abandon", run, "--output", "json");
        var status = Desk.run(restart.end(), 0).path("status").asString();

        var abandoned = abandon.end();
        assertThat(Desk.run(launch.end(), 0).path("status").asString()).isEqualTo(status);
        decided.add(status);
        switch (status) {
          case "completed" -> {
            assertThat(abandoned.exitCode()).as(abandoned.err()).isEqualTo(2);
            assertThat(desk.reached()).hasSize(USERS).doesNotHaveDuplicates();
          }
          case "abandoned" -> {
            assertThat(abandoned.exitCode()).as(abandoned.err()).isZero();
            assertThat(desk.reached()).containsExactlyElementsOf(once);
          }
          default -> throw new AssertionError(status);
        }
      }
      System.out.println("restart, run and abandon at once: " + decided);
    }
  }

  @Test
  void letCommandsThatOnlyLookComeAndGoWhileOthersWorkOnOneFileOfH2() throws Exception {
    try (var desk = desk(Database.H2)) {
      for (var round = 0; round < ROUNDS; round++) {
        var planned = MONDAY.plusSeconds(60L * round).toString();
        desk.sandbox().reset();
        var running = new ArrayList<Program.Running>();
        for (var i = 0; i < LAUNCHES; i++) {
          running.add(
              i == LAUNCHES / 2
                  ? desk.program()
                      .start("run", "all.yaml", "--planned", planned, "--output", "json")
                  : desk.program().start("runs", "--output", "json"));
        }
        for (var one : running) {
          var ended = one.end();
          assertThat(ended.exitCode()).as(ended.err()).isZero();
        }
        assertThat(desk.reached()).hasSize(USERS).doesNotHaveDuplicates();
        assertThat(desk.sandbox().stats().dropped()).isEmpty();
      }
    }
  }

  @Test
  void letShowAnswerDuringARunWhereTheUrlDoesNotShareTheFile() throws Exception {
    try (var desk = desk(Database.H2)) {
      desk.program().with("MUSTER_DATABASE_URL", desk.url().replace(";AUTO_SERVER=TRUE", ""));
      desk.faults(Desk.slowFrom(5, USERS, Duration.ofMinutes(5)));
      var planned = MONDAY.toString();
      var running = desk.program().start("run", "all.yaml", "--planned", planned);
      Desk.await("both partitions wait for an answer", () -> desk.met("slow") == PARTITIONS);

      var shown = desk.program().run("show", "all@" + planned, "--output", "json");

      assertThat(shown.exitCode()).as(shown.err()).isZero();
      assertThat(Desk.json(shown).path("status").asString()).isEqualTo("running");
      running.kill();
    }
  }

  private static Fault unavailable() {
    return new Fault(new Fault.WithProbability(1), new Fault.Status(503, Map.of(), null));
  }

  /** On H2 the process that serves the others stays for them after it has answered. */
  private static long working(List<Program.Running> launches) {
    return launches.stream()
        .filter(launch -> launch.process().isAlive() && launch.out().isEmpty())
        .count();
  }

  /** Leaves a run whose worker died while it was delivering. */
  private static void kill(Desk desk, String planned) throws Exception {
    desk.faults(Desk.slowFrom(5, USERS, Duration.ofMinutes(5)));
    var running = desk.program().start("run", "all.yaml", "--planned", planned);
    Desk.await("both partitions wait for an answer", () -> desk.met("slow") == PARTITIONS);
    running.kill();
    desk.noFaults();
  }

  private Desk desk(Database database) throws Exception {
    return new Desk(database, folder)
        .users(USERS)
        .campaign("all", Desk.EVERYONE)
        .delivering(PARTITIONS, CHUNK);
  }
}
