package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.sandbox.DropCode;
import dev.muster.sandbox.Fault;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs whose process is ended in the middle, and started again with the same command. */
class KilledRunIT {
  private static final int USERS = 600;
  private static final int PARTITIONS = 2;
  private static final int CHUNK = 50;
  private static final String PLANNED = "2026-11-16T09:00:00Z";
  private static final String[] COMMAND = {
    "run", "all.yaml", "--planned", PLANNED, "--output", "json"
  };

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void repeatsAtMostAChunkAPartitionAfterAKillBetweenRequestAndCommit(Database database)
      throws Exception {
    try (var desk = desk(database)) {
      desk.faults(Desk.slowFrom(5, USERS, Duration.ofMinutes(5)));
      var killed = desk.program().start(COMMAND);
      Desk.await("both partitions wait for an answer", () -> desk.met("slow") == PARTITIONS);
      killed.kill();
      var unanswered = unanswered(desk);

      desk.noFaults();
      var ended = desk.program().run(COMMAND);

      assertThat(ended.exitCode()).as(ended.err()).isZero();
      assertCompleted(ended, 2);
      assertThat(desk.reached()).hasSize(USERS).doesNotHaveDuplicates();
      assertThat(desk.sandbox().stats().dropped()).containsOnlyKeys(DropCode.DUPLICATE);
      assertThat(desk.sandbox().stats().dropped().get(DropCode.DUPLICATE))
          .isBetween(1L, (long) PARTITIONS * CHUNK);
      assertThat(sentTwice(desk)).containsExactlyInAnyOrderElementsOf(unanswered);
    }
  }

  @ParameterizedTest
  @EnumSource
  void stopsAtACheckpointWhenTerminatedAndRepeatsNothingLater(Database database) throws Exception {
    try (var desk = desk(database)) {
      desk.faults(Desk.slowFrom(5, USERS, Duration.ofSeconds(2)));
      var running = desk.program().start(COMMAND);
      Desk.await("both partitions wait for an answer", () -> desk.met("slow") == PARTITIONS);
      running.terminate();
      var stopped = running.end();

      assertThat(stopped.exitCode()).as(stopped.err()).isEqualTo(143);
      var report = Desk.run(stopped, 0);
      assertThat(report.path("status").asString()).isEqualTo("stopped");
      assertThat(report.path("audience").path("accepted").asLong())
          .isEqualTo(desk.sandbox().stats().stored())
          .isBetween(1L, USERS - 1L);
      assertThat(report.path("audience").path("pending").asLong())
          .isEqualTo(USERS - desk.sandbox().stats().stored());

      desk.noFaults();
      var ended = desk.program().run(COMMAND);

      assertThat(ended.exitCode()).as(ended.err()).isZero();
      assertCompleted(ended, 2);
      assertThat(desk.sandbox().stats().received()).isEqualTo(USERS);
      assertThat(desk.sandbox().stats().dropped()).isEmpty();
    }
  }

  /** The first signal waits for the answer to the request that is under way; this one is late. */
  @Test
  void endsAtOnceWhenTerminatedTwiceAndGoesOnLater() throws Exception {
    try (var desk = desk(Database.POSTGRESQL)) {
      desk.faults(Desk.slowFrom(5, USERS, Duration.ofMinutes(5)));
      var running = desk.program().start(COMMAND);
      Desk.await("both partitions wait for an answer", () -> desk.met("slow") == PARTITIONS);
      // Two signals that come at once may be taken for one.
      Desk.await(
          "it ends",
          () -> {
            running.terminate();
            return !running.process().isAlive();
          });
      assertThat(running.end().exitCode()).isEqualTo(143);

      desk.noFaults();
      var ended = desk.program().run(COMMAND);

      assertThat(ended.exitCode()).as(ended.err()).isZero();
      assertCompleted(ended, 2);
      assertThat(desk.reached()).hasSize(USERS).doesNotHaveDuplicates();
      assertThat(desk.sandbox().stats().received()).isLessThanOrEqualTo(USERS + PARTITIONS * CHUNK);
    }
  }

  @Test
  void stopsSoonDuringAPauseAndBeginsNothingElse() throws Exception {
    try (var desk = desk(Database.POSTGRESQL).campaign("next", Desk.EVERYONE)) {
      var pause = new Fault.Status(429, Map.of("Retry-After", "300"), null);
      desk.faults(new Fault(new Fault.WithProbability(1), pause));
      var running =
          desk.program()
              .start("run", "all.yaml", "next.yaml", "--planned", PLANNED, "--output", "json");
      Desk.await("the pause was asked for", () -> desk.met("status 429") > 0);
      running.terminate();
      var stopped = running.end();

      assertThat(stopped.exitCode()).as(stopped.err()).isEqualTo(143);
      assertThat(Desk.json(stopped).path("runs")).hasSize(1);
      assertThat(Desk.run(stopped, 0).path("status").asString()).isEqualTo("stopped");
      assertThat(Desk.run(stopped, 0).path("audience").path("pending").asInt()).isEqualTo(USERS);
      assertThat(stopped.err()).contains("next@" + PLANNED + ": not begun, since the program was");
    }
  }

  @Test
  void findsTheAudienceAgainWhenKilledMeanwhile() throws Exception {
    try (var desk = desk(Database.POSTGRESQL);
        var dataSource = desk.open();
        var connection = dataSource.getConnection();
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

      var ended = desk.program().run(COMMAND);

      assertThat(ended.exitCode()).as(ended.err()).isZero();
      assertCompleted(ended, 2);
      assertThat(desk.sandbox().stats().received()).isEqualTo(USERS);
      assertThat(desk.reached()).hasSize(USERS).doesNotHaveDuplicates();
    }
  }

  private Desk desk(Database database) throws Exception {
    return new Desk(database, folder)
        .users(USERS)
        .campaign("all", Desk.EVERYONE)
        .delivering(PARTITIONS, CHUNK);
  }

  /** The ids of the messages in the last request of each partition. */
  private static List<String> unanswered(Desk desk) {
    var requests = desk.sandbox().requests();
    return requests.subList(requests.size() - PARTITIONS, requests.size()).stream()
        .flatMap(request -> request.messageIds().stream())
        .toList();
  }

  private static List<String> sentTwice(Desk desk) {
    var seen = new HashSet<String>();
    return desk.sandbox().requests().stream()
        .flatMap(request -> request.messageIds().stream())
        .filter(id -> !seen.add(id))
        .toList();
  }

  private static void assertCompleted(Program.Ended ended, int executions) {
    var report = Desk.run(ended, 0);
    assertThat(report.path("status").asString()).isEqualTo("completed");
    assertThat(report.path("executions").asInt()).isEqualTo(executions);
    assertThat(report.path("audience").path("qualified").asInt()).isEqualTo(USERS);
    assertThat(report.path("audience").path("accepted").asInt()).isEqualTo(USERS);
    assertThat(report.path("audience").path("pending").asInt()).isZero();
    assertThat(report.path("delivery").path("messages").asInt()).isEqualTo(USERS);
  }
}
