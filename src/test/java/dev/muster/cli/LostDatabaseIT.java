package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.sandbox.Fault;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database server that fails in the middle of a run. */
class LostDatabaseIT {
  private static final int USERS = 600;
  private static final int PARTITIONS = 2;
  private static final int CHUNK = 50;
  private static final String[] COMMAND = {
    "run", "all.yaml", "--planned", "2026-11-16T09:00:00Z", "--output", "json"
  };

  @TempDir private Path folder;

  @Test
  void endsTheExecutionAndTheNextLaunchGoesOn() throws Exception {
    try (var desk = desk()) {
      var failed =
          runLosing(desk, "select pid from pg_stat_activity where pid <> pg_backend_pid()");

      assertThat(failed.exitCode()).as(failed.err()).isEqualTo(1);
      assertThat(failed.err()).contains("failed: the database says: ").doesNotContain("\tat ");

      assertCompletes(desk);
      assertThat(desk.sandbox().stats().received()).isLessThanOrEqualTo(USERS + PARTITIONS * CHUNK);
    }
  }

  @Test
  void sendsNothingMoreWithoutTheLockOnTheRun() throws Exception {
    try (var desk = desk()) {
      var failed =
          runLosing(desk, "select pid from pg_locks where locktype = 'advisory' and objsubid = 1");

      assertThat(failed.exitCode()).as(failed.err()).isEqualTo(1);
      assertThat(failed.err()).contains("failed: the run's lock was lost");
      assertThat(desk.sandbox().stats().received()).isLessThan(USERS);

      assertCompletes(desk);
      assertThat(desk.sandbox().stats().received()).isEqualTo(USERS);
    }
  }

  /** A process of the server dies, and the server starts all others anew. */
  @Test
  void outlivesARestartOfTheServer() throws Exception {
    try (var desk = desk()) {
      desk.faults(new Fault(Fault.OnRequests.of(5, 6), new Fault.Slow(Duration.ofSeconds(2))));
      var running = desk.program().start(COMMAND);
      Desk.await("both partitions wait for an answer", () -> desk.met("slow") == PARTITIONS);
      crashServer(desk);
      var failed = running.end();
      desk.noFaults();

      assertThat(failed.exitCode()).as(failed.err()).isEqualTo(1);
      assertThat(failed.err())
          .containsAnyOf(
              "failed: the database says: ", "failed: the run's lock was lost", "cannot be used: ")
          .doesNotContain("\tat ");
      Desk.await("the server is back", () -> isThere(desk));
      assertCompletes(desk);
      assertThat(desk.sandbox().stats().received()).isLessThanOrEqualTo(USERS + PARTITIONS * CHUNK);
    }
  }

  @Test
  void saysThatTheServerHasCancelledAStatement() throws Exception {
    try (var desk = desk();
        var connection = DriverManager.getConnection(desk.url());
        var statement = connection.createStatement()) {
      desk.faults(new Fault(Fault.OnRequests.of(5, 6), new Fault.Slow(Duration.ofSeconds(2))));
      var running = desk.program().start(COMMAND);
      Desk.await("both partitions wait for an answer", () -> desk.met("slow") == PARTITIONS);
      connection.setAutoCommit(false);
      statement.execute("lock table muster_outcome in exclusive mode");
      Desk.await(
          "all that wait were cancelled",
          () -> {
            cancelWhoWaits(desk);
            return !running.process().isAlive();
          });
      var failed = running.end();
      connection.rollback();
      desk.noFaults();

      assertThat(failed.exitCode()).as(failed.err()).isEqualTo(1);
      assertThat(failed.err())
          .contains("failed: the database says: ERROR: canceling statement due to user request")
          .doesNotContain("\tat ");
      assertCompletes(desk);
      assertThat(desk.sandbox().stats().received()).isLessThanOrEqualTo(USERS + PARTITIONS * CHUNK);
    }
  }

  private static void cancelWhoWaits(Desk desk) {
    try (var connection = DriverManager.getConnection(desk.url());
        var statement = connection.createStatement()) {
      statement.execute(
          "select pg_cancel_backend(pid) from pg_stat_activity"
              + " where datname = current_database() and wait_event_type = 'Lock'");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void crashServer(Desk desk) throws Exception {
    try (var connection = DriverManager.getConnection(desk.url());
        var statement = connection.createStatement();
        var row = statement.executeQuery("select pg_backend_pid()")) {
      row.next();
      var kill = new ProcessBuilder("kill", "-KILL", row.getString(1));
      assertThat(kill.inheritIO().start().waitFor()).isZero();
    }
  }

  private static boolean isThere(Desk desk) {
    try (var connection = DriverManager.getConnection(desk.url())) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  private Desk desk() throws Exception {
    return new Desk(Database.POSTGRESQL, folder)
        .users(USERS)
        .campaign("all", Desk.EVERYONE)
        .delivering(PARTITIONS, CHUNK);
  }

  /** Ends the sessions while the program waits for answers. */
  private static Program.Ended runLosing(Desk desk, String sessions) throws Exception {
    desk.faults(new Fault(Fault.OnRequests.of(5, 6), new Fault.Slow(Duration.ofSeconds(2))));
    var running = desk.program().start(COMMAND);
    Desk.await("both partitions wait for an answer", () -> desk.met("slow") == PARTITIONS);
    try (var connection = DriverManager.getConnection(desk.url());
        var statement = connection.createStatement()) {
      statement.execute(
          """
          select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and pid in (%s)
          """
              .formatted(sessions));
    }
    var ended = running.end();
    desk.noFaults();
    return ended;
  }

  private static void assertCompletes(Desk desk) throws Exception {
    var ended = desk.program().run(COMMAND);

    assertThat(ended.exitCode()).as(ended.err()).isZero();
    assertThat(Desk.run(ended, 0).path("status").asString()).isEqualTo("completed");
    assertThat(desk.reached()).hasSize(USERS).doesNotHaveDuplicates();
  }
}
