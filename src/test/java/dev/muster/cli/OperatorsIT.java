package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.sandbox.DropCode;
import dev.muster.sandbox.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an operator does to a run from another terminal. */
class OperatorsIT {
  private static final int USERS = 600;
  private static final int PARTITIONS = 2;
  private static final int CHUNK = 50;
  private static final String RUN = "all@2026-11-16T09:00:00Z";
  private static final String[] COMMAND = {
    "run", "all.yaml", "--planned", "2026-11-16T09:00:00Z", "--output", "json"
  };

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void stopsARunFromAnotherProcessAndGoesOnWithoutItsFile(Database database) throws Exception {
    try (var desk = desk(database)) {
      desk.faults(Desk.slowFrom(5, USERS, Duration.ofSeconds(3)));
      var running = desk.program().start(COMMAND);
      Desk.await("both partitions wait for an answer", () -> desk.met("slow") == PARTITIONS);

      var asked = desk.program().run("stop", RUN, "--reason", "a wrong offer");
      assertThat(asked.exitCode()).as(asked.err()).isZero();
      assertThat(asked.out()).contains(RUN + ": its worker, ").contains("was asked to end");

      var stopped = running.end();
      assertThat(stopped.exitCode()).as(stopped.err()).isEqualTo(143);
      assertThat(Desk.run(stopped, 0).path("status").asString()).isEqualTo("stopped");
      for (var command : new String[] {"show", "report"}) {
        assertThat(desk.program().run(command, RUN).out()).contains("STOPPED", "  a wrong offer\n");
      }
      assertThat(desk.sandbox().stats().received()).isLessThan(USERS);

      desk.noFaults();
      Files.delete(desk.path("all.yaml"));
      var restarted = desk.program().run("restart", RUN, "--output", "json");

      assertCompleted(restarted);
      assertThat(desk.program().run("show", RUN).out()).doesNotContain("a wrong offer");
      assertThat(desk.sandbox().stats().received()).isEqualTo(USERS);
      assertThat(desk.reached()).hasSize(USERS).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @EnumSource
  void seesWhetherARunIsWorkedOnOrItsWorkerIsGone(Database database) throws Exception {
    try (var desk = desk(database)) {
      desk.faults(Desk.slowFrom(5, USERS, Duration.ofMinutes(5)));
      var begun = Instant.now();
      var running = desk.program().start(COMMAND);
      Desk.await("both partitions wait for an answer", () -> desk.met("slow") == PARTITIONS);
      assertThat(desk.program().run("show", RUN).out()).startsWith(RUN + "  RUNNING\n");
      assertThat(goneSince(desk).isNull()).isTrue();
      assertThat(desk.program().run("runs").out()).containsPattern(RUN + " +running ");
      running.kill();
      var killed = Instant.now();
      Desk.await("its lock is seen to be free", () -> isGone(desk));

      var shown = Desk.json(desk.program().run("show", RUN, "--output", "json"));
      assertThat(shown.path("status").asString()).isEqualTo("running");
      var since = Instant.parse(shown.path("gone_since").asString());
      assertThat(since).isBetween(begun.minusSeconds(1), killed);
      assertThat(desk.program().run("runs").out()).containsPattern(RUN + " +gone ");
      assertThat(desk.program().run("report", RUN).out())
          .startsWith(
              "%s  GONE\n  its worker is gone, last heard of at %s; the next launch goes on\n"
                  .formatted(RUN, since.truncatedTo(ChronoUnit.SECONDS)));

      desk.noFaults();
      assertCompleted(desk.program().run(COMMAND));
      assertThat(goneSince(desk).isNull()).isTrue();
    }
  }

  private static JsonNode goneSince(Desk desk) throws Exception {
    return Desk.json(desk.program().run("show", RUN, "--output", "json")).path("gone_since");
  }

  @ParameterizedTest
  @EnumSource
  void isNotToldThatNothingWasSentWhenNobodyKnows(Database database) throws Exception {
    try (var desk = desk(database)) {
      desk.faults(Desk.slowFrom(1, USERS, Duration.ofMinutes(5)));
      var running = desk.program().start(COMMAND);
      Desk.await("the first request waits for its answer", () -> desk.met("slow") == 1);
      assertThat(desk.program().run("show", RUN).out())
          .contains("  no answer has been written down yet\n")
          .doesNotContain("nothing was sent");
      running.kill();
      Desk.await("its lock is seen to be free", () -> isGone(desk));

      var unknown =
          "  not known         up to %d users of those without an end may have been sent to at 2"
              .formatted(PARTITIONS * CHUNK);
      assertThat(desk.program().run("show", RUN).out())
          .contains("pending                  600")
          .contains(unknown)
          .doesNotContain("nothing was sent");
      assertThat(desk.program().run("explain", RUN, "u1").out().replaceAll("\\s+", " "))
          .startsWith("u1 may have been sent to: ")
          .contains("run " + RUN + ", gone (its worker was last heard of at 2");

      desk.program().run("abandon", RUN);
      assertThat(desk.program().run("report", RUN).out())
          .contains(unknown)
          .doesNotContain("nothing was sent");
      assertThat(desk.program().run("explain", RUN, "u1").out().replaceAll("\\s+", " "))
          .startsWith("u1 may have been sent to: the run was abandoned before; whether it was");
    }
  }

  @Test
  void isToldThatNothingWasSentWhereThatIsKnown() throws Exception {
    try (var desk = desk(Database.H2)) {
      desk.faults(new Fault(new Fault.WithProbability(1), new Fault.Status(401, Map.of(), "no")));
      var failed = desk.program().run("run", "all.yaml", "--planned", "2026-11-16T09:00:00Z");

      assertThat(failed.exitCode()).isEqualTo(2);
      assertThat(failed.out()).doesNotContain("not known");
    }
  }

  private static boolean isGone(Desk desk) {
    try {
      return desk.program().run("show", RUN).out().contains("  GONE\n");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void stopsSoonDuringAPause() throws Exception {
    try (var desk = desk(Database.POSTGRESQL)) {
      desk.faults(
          new Fault(
              new Fault.WithProbability(1),
              new Fault.Status(429, Map.of("Retry-After", "300"), null)));
      var running = desk.program().start(COMMAND);
      Desk.await("the pause was asked for", () -> desk.met("status 429") > 0);

      desk.program().run("stop", RUN);

      assertThat(running.end().exitCode()).isEqualTo(143);
    }
  }

  @Test
  void stopsSoonDuringTheAudiencesQuery() throws Exception {
    try (var desk = desk(Database.POSTGRESQL)) {
      desk.file(
          "slow.sql", "select user_id from profiles where (select pg_sleep(300)) is not null");
      desk.change("all.yaml", "{ everyone: true }", "{ sql: slow.sql }");
      var running = desk.program().start(COMMAND);
      try (var connection = DriverManager.getConnection(desk.url())) {
        Desk.await("the query runs", () -> sleeps(connection));

        desk.program().run("stop", RUN);
        var stopped = running.end();

        assertThat(stopped.exitCode()).as(stopped.err()).isEqualTo(143);
        assertThat(Desk.run(stopped, 0).path("status").asString()).isEqualTo("stopped");
        Desk.await("nobody waits for it", () -> !sleeps(connection));
      }
    }
  }

  private static boolean sleeps(Connection connection) {
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "select count(*) from pg_stat_activity where wait_event = 'PgSleep'"
                    + " and datname = current_database()")) {
      row.next();
      return row.getInt(1) > 0;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void saysWhenThereIsNothingToStopOrNoSuchRun() throws Exception {
    try (var desk = desk(Database.H2)) {
      desk.program().run(COMMAND);

      var stop = desk.program().run("stop", RUN);
      assertThat(stop.exitCode()).isZero();
      assertThat(stop.out()).contains("nobody works on it (completed)");

      for (var command : new String[] {"stop", "restart", "abandon", "retry-rejected"}) {
        var none = desk.program().run(command, "all@2026-11-17T09:00:00Z");
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err()).contains("there is no run all@2026-11-17T09:00:00Z");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void abandonsARunForGoodAndSaysWhatWasSent(Database database) throws Exception {
    try (var desk = desk(database)) {
      kill(desk);
      var accepted = USERS - pending(desk);

      var abandoned = desk.program().run("abandon", RUN, "--reason", "the offer is over");

      assertThat(abandoned.exitCode()).as(abandoned.err()).isZero();
      assertThat(abandoned.err())
          .contains(
              "abandoned; %d users were accepted, %d were not: up to %d of these may have been sent to"
                  .formatted(accepted, USERS - accepted, PARTITIONS * CHUNK));
      assertThat(abandoned.out()).contains("ABANDONED").contains("the offer is over");

      desk.noFaults();
      var received = desk.sandbox().stats().received();
      for (var command : new String[][] {COMMAND, {"restart", RUN, "--output", "json"}}) {
        var again = desk.program().run(command);
        assertThat(again.exitCode()).isZero();
        assertThat(Desk.run(again, 0).path("status").asString()).isEqualTo("abandoned");
      }
      assertThat(desk.sandbox().stats().received()).isEqualTo(received);

      var twice = desk.program().run("abandon", RUN);
      assertThat(twice.exitCode()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void doesNotSendAgainToWhoMayHaveBeenSentToByAnAbandonedRun(Database database) throws Exception {
    var once = Desk.EVERYONE.replace("everyone: true }", "everyone: true }\n  again: never");
    try (var desk = desk(database).campaign("all", once)) {
      kill(desk);
      var accepted = USERS - pending(desk);
      desk.program().run("abandon", RUN);
      desk.noFaults();

      var later = "2026-11-17T09:00:00Z";
      var next = desk.program().run("run", "all.yaml", "--planned", later, "--output", "json");

      assertThat(next.exitCode()).as(next.err()).isZero();
      var users = Desk.run(next, 0).path("audience");
      assertThat(users.path("repeated").asInt()).isEqualTo(accepted + PARTITIONS * CHUNK);
      assertThat(users.path("accepted").asInt()).isEqualTo(USERS - accepted - PARTITIONS * CHUNK);
      assertThat(desk.reached()).doesNotHaveDuplicates();
      var explained = desk.program().run("explain", "all@" + later, possiblyReached(desk));
      assertThat(explained.out()).contains("possibly reached by " + RUN);
    }
  }

  private static String possiblyReached(Desk desk) throws Exception {
    try (var dataSource = desk.open();
        var connection = dataSource.getConnection();
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "select min(user_id) from muster_member where possibly_reached")) {
      row.next();
      return row.getString(1);
    }
  }

  @Test
  void doesNotAbandonWhatIsFinishedOrWorkedOn() throws Exception {
    try (var desk = desk(Database.POSTGRESQL)) {
      desk.program().with("MUSTER_LOCKWAIT", "100ms");
      desk.faults(Desk.slowFrom(5, USERS, Duration.ofSeconds(10)));
      var running = desk.program().start(COMMAND);
      Desk.await("both partitions wait for an answer", () -> desk.met("slow") == PARTITIONS);

      var held = desk.program().run("abandon", RUN);
      assertThat(held.exitCode()).isEqualTo(2);
      assertThat(held.err()).contains("worked on by muster ").contains("muster stop " + RUN);

      desk.noFaults();
      assertThat(running.end().exitCode()).isZero();

      var finished = desk.program().run("abandon", RUN);
      assertThat(finished.exitCode()).isEqualTo(2);
      assertThat(finished.err()).contains("is completed and cannot be abandoned");
    }
  }

  @ParameterizedTest
  @EnumSource
  void asksBeforeItGoesOnMoreThanADayAfterACrash(Database database) throws Exception {
    try (var desk = desk(database)) {
      kill(desk);
      var received = desk.sandbox().stats().received();
      desk.noFaults();
      aDayAgo(desk);

      for (var command : new String[][] {COMMAND, {"restart", RUN, "--output", "json"}}) {
        var refused = desk.program().run(command);
        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(2);
        assertThat(refused.err())
            .contains("up to %d users may have been sent to".formatted(PARTITIONS * CHUNK))
            .contains("--accept-duplicates")
            .contains("muster abandon " + RUN);
      }
      assertThat(desk.sandbox().stats().received()).isEqualTo(received);

      assertCompleted(
          desk.program().run("restart", RUN, "--accept-duplicates", "--output", "json"));
      assertThat(desk.reached()).hasSize(USERS).doesNotHaveDuplicates();
      assertThat(desk.sandbox().stats().dropped()).containsOnlyKeys(DropCode.DUPLICATE);
    }
  }

  @Test
  void goesOnWithoutAskingADayAfterAStopAtACheckpoint() throws Exception {
    try (var desk = desk(Database.H2)) {
      desk.faults(Desk.slowFrom(5, USERS, Duration.ofSeconds(2)));
      var running = desk.program().start(COMMAND);
      Desk.await("both partitions wait for an answer", () -> desk.met("slow") == PARTITIONS);
      running.terminate();
      assertThat(running.end().exitCode()).isEqualTo(143);
      desk.noFaults();
      aDayAgo(desk);

      assertCompleted(desk.program().run(COMMAND));
      assertThat(desk.sandbox().stats().received()).isEqualTo(USERS);
    }
  }

  @Test
  void mentionsThatTheDefinitionHasChangedAndGoesOnAsPlanned() throws Exception {
    try (var desk = desk(Database.H2)) {
      kill(desk);
      desk.noFaults();
      desk.change("all.yaml", "track: Offer", "track: Other");

      var ended = desk.program().run(COMMAND);

      assertCompleted(ended);
      assertThat(ended.err()).contains("all.yaml has changed since it was planned");
      assertThat(desk.sandbox().events())
          .extracting(event -> event.message().path("event").asString())
          .containsOnly("Offer");
    }
  }

  @Test
  void listsWhomTheReceiverRejectedAndSendsToThemAgain() throws Exception {
    try (var desk = desk(Database.POSTGRESQL)) {
      var poison = new Fault(new Fault.Containing("u77@"), new Fault.Status(400, Map.of(), "no"));
      desk.faults(poison);
      assertThat(desk.program().run(COMMAND).exitCode()).isEqualTo(4);
      desk.noFaults();

      var listed = desk.program().run("show", RUN, "--rejections");
      assertThat(listed.exitCode()).as(listed.err()).isZero();
      assertThat(listed.out()).containsPattern("u77 +rejected +http_400 +400: no");
      var json = desk.program().run("show", RUN, "--rejections", "--output", "json");
      assertThat(Desk.json(json).path("rejections")).hasSize(1);
      assertThat(Desk.json(json).path("rejections").path(0).path("user").asString())
          .isEqualTo("u77");

      assertCompleted(desk.program().run("retry-rejected", RUN, "--output", "json"));
      var nobody = desk.program().run("retry-rejected", RUN, "--output", "json");
      assertCompleted(nobody);
      assertThat(nobody.err()).contains("nobody was rejected; nothing is sent");
      assertThat(desk.reached()).hasSize(USERS).doesNotHaveDuplicates();
    }
  }

  /** Typed without it, the command would send to whatever the settings name. */
  @Test
  void isToldTheCommandThatGoesOnWithTheReceiverThatWasGiven() throws Exception {
    try (var desk = desk(Database.H2)) {
      desk.faults(new Fault(new Fault.Containing("u77@"), new Fault.Status(400, Map.of(), "no")));
      desk.program().without("SEGMENT_API");
      var receiver = desk.sandbox().uri().toString();

      var rejected =
          desk.program()
              .run(
                  "run",
                  "all.yaml",
                  "--planned",
                  "2026-11-16T09:00:00Z",
                  "--segment-api",
                  receiver);

      assertThat(rejected.err())
          .contains("'muster retry-rejected %s --segment-api %s'".formatted(RUN, receiver));
    }
  }

  @Test
  void prunesWhatEndedLongAgoAndStillShowsItsReport() throws Exception {
    try (var desk = desk(Database.H2)) {
      assertCompleted(desk.program().run(COMMAND));
      var nothing = desk.program().run("prune", "--older-than", "90d");
      assertThat(nothing.exitCode()).as(nothing.err()).isZero();
      assertThat(nothing.out()).contains("No finished run ended more than 90d ago.");
      var wrong = desk.program().run("prune", "--older-than", "90");
      assertThat(wrong.exitCode()).isEqualTo(2);
      assertThat(wrong.err())
          .contains(
              "--older-than: expected a duration such as 30s, 15m, 24h, 7d or 2w, found '90'");
      desk.execute("update muster_run set ended_at = ended_at - interval '91' day");

      // As a housekeeping job is set up: it knows no key.
      desk.program().without("SEGMENT_WRITE_KEY");
      var dry = desk.program().run("prune", "--older-than", "90d", "--dry-run");
      assertThat(dry.out())
          .isEqualTo(
              """
              %s: %d users would be removed
              1 run: %d users would be removed; nothing was changed
              """
                  .formatted(RUN, USERS, USERS));
      assertThat(dry.err()).isEmpty();
      assertThat(desk.program().run("explain", RUN, "u1").exitCode()).isZero();
      var pruned = desk.program().run("prune", "--older-than", "90d");

      assertThat(pruned.exitCode()).as(pruned.err()).isZero();
      assertThat(pruned.out())
          .isEqualTo(
              "%s: %d users removed%n1 run: %d users removed%n".formatted(RUN, USERS, USERS));
      var shown = desk.program().run("show", RUN);
      assertThat(shown.out()).contains("only these sums are left").contains("accepted");
      for (var command : new String[][] {{"explain", RUN, "u1"}, {"show", RUN, "--rejections"}}) {
        var refused = desk.program().run(command);
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("its users are known no more");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void isWarnedOfPruningWhatCouldStillBeRepeatedWithoutHarm(Database database) throws Exception {
    try (var desk = desk(database)) {
      assertCompleted(desk.program().run(COMMAND));
      desk.execute("update muster_run set ended_at = ended_at - interval '2' hour");

      for (var more : new String[][] {{"--dry-run"}, {}}) {
        var command =
            Stream.concat(
                Stream.of("prune", "--older-than", "1h", "--output", "json"), Stream.of(more));
        var pruned = desk.program().run(command.toArray(String[]::new));

        assertThat(pruned.exitCode()).as(pruned.err()).isZero();
        assertThat(pruned.err()).contains(RUN + ": ended at 2").contains("less than 24 hours ago");
        assertThat(Desk.json(pruned).path("dry_run").asBoolean()).isEqualTo(more.length > 0);
        assertThat(Desk.json(pruned).path("users_removed").asInt()).isEqualTo(USERS);
        assertThat(Desk.json(pruned).path("pruned")).hasSize(1);
      }
      assertThat(Desk.json(desk.program().run("prune", "--older-than", "1h", "--output", "json")))
          .isEqualTo(
              new JsonMapper()
                  .readTree(
                      """
                      {"dry_run": false, "pruned": [], "held": [], "goal_open": [], "live": [], "users_removed": 0, "users_kept": 0}
                      """));
    }
  }

  /** As if all of it had been 25 hours ago. */
  private static void aDayAgo(Desk desk) throws Exception {
    var times =
        Map.of(
            "muster_run", "started_at",
            "muster_request", "last_accepted_at",
            "muster_batch_job_execution", "start_time");
    for (var time : times.entrySet()) {
      desk.execute(
          "update %s set %s = %s - interval '25' hour"
              .formatted(time.getKey(), time.getValue(), time.getValue()));
    }
  }

  /** A run whose process is killed while both partitions wait for an answer. */
  private static void kill(Desk desk) throws Exception {
    desk.faults(Desk.slowFrom(5, USERS, Duration.ofMinutes(5)));
    var running = desk.program().start(COMMAND);
    Desk.await("both partitions wait for an answer", () -> desk.met("slow") == PARTITIONS);
    running.kill();
  }

  private static long pending(Desk desk) throws Exception {
    var shown = desk.program().run("show", RUN, "--output", "json");
    return Desk.json(shown).path("audience").path("pending").asLong();
  }

  private Desk desk(Database database) throws Exception {
    return new Desk(database, folder)
        .users(USERS)
        .campaign("all", Desk.EVERYONE)
        .delivering(PARTITIONS, CHUNK);
  }

  private static void assertCompleted(Program.Ended ended) {
    assertThat(ended.exitCode()).as(ended.err()).isZero();
    var report = Desk.run(ended, 0);
    assertThat(report.path("status").asString()).isEqualTo("completed");
    assertThat(report.path("audience").path("accepted").asInt()).isEqualTo(USERS);
  }
}
