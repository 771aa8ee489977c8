package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Campaigns with planned times and windows, as a scheduler launches them. */
class ScheduledRunsIT {
  private static final String DAILY =
      Desk.EVERYONE.replace(
          "at: launch", "{ from: 2027-01-10, repeat: { every: day, at: \"09:00\" } }");

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void begunByAFoldersLaunchOnceEach(Database database) throws Exception {
    try (var desk = new Desk(database, folder).users(5)) {
      desk.campaign("jobs/daily", DAILY).change("jobs/daily.yaml", "jobs/daily", "daily");

      var early = at(desk, "2027-01-10T08:55:00Z", "jobs");
      assertThat(early.exitCode()).isZero();
      assertThat(Desk.json(early).path("runs")).isEmpty();
      assertThat(early.err())
          .contains("nothing is due; the next run is planned for 2027-01-10T09:00:00Z");

      var due = at(desk, "2027-01-10T09:00:00Z", "jobs");
      assertThat(due.exitCode()).as(due.err()).isZero();
      assertThat(Desk.run(due, 0).path("run").asString()).isEqualTo("daily@2027-01-10T09:00:00Z");
      assertThat(Desk.run(due, 0).path("status").asString()).isEqualTo("completed");
      assertThat(desk.reached()).hasSize(5);

      assertThat(Desk.json(at(desk, "2027-01-10T09:05:00Z", "jobs")).path("runs")).isEmpty();
      assertThat(desk.reached()).hasSize(5);

      // Two days later: one run is caught up with, the other is missed, and told.
      var late = at(desk, "2027-01-13T08:00:00Z", "jobs");
      assertThat(Desk.run(late, 0).path("run").asString()).isEqualTo("daily@2027-01-11T09:00:00Z");
      assertThat(Desk.run(late, 0).path("status").asString()).isEqualTo("missed");
      assertThat(Desk.run(late, 1).path("run").asString()).isEqualTo("daily@2027-01-12T09:00:00Z");
      assertThat(Desk.run(late, 1).path("status").asString()).isEqualTo("completed");
      assertThat(Desk.json(at(desk, "2027-01-13T08:05:00Z", "jobs")).path("runs")).isEmpty();

      var runs = desk.program().run("runs");
      assertThat(runs.out()).containsPattern("daily@2027-01-11T09:00:00Z +missed ");
      assertThat(desk.program().run("explain", "daily@2027-01-11T09:00:00Z", "u1").err())
          .contains("was missed: it has no users");
      assertThat(desk.program().run("report", "daily@2027-01-11T09:00:00Z").out())
          .startsWith(
              "daily@2027-01-11T09:00:00Z  MISSED  rehearsal\n  no launch came that found it published within 24 h of it");

      // An operator may make up for it.
      var made =
          desk.program()
              .run(
                  "run",
                  "jobs/daily.yaml",
                  "--planned",
                  "2027-01-11T09:00:00Z",
                  "--clock",
                  "2027-01-13T08:06:00Z",
                  "--output",
                  "json");
      assertThat(Desk.run(made, 0).path("status").asString()).isEqualTo("completed");
      assertThat(desk.reached()).hasSize(15);
    }
  }

  private static final String ONCE =
      Desk.EVERYONE.replace("at: launch", "{ at: \"2027-01-10T09:00\" }");

  @ParameterizedTest
  @EnumSource
  void areMissedOnceAndThenPastWhereTheirOneTimeWasNotMet(Database database) throws Exception {
    try (var desk = new Desk(database, folder).users(5).campaign("once", ONCE)) {
      var missed = at(desk, "2027-01-13T09:00:00Z", "once.yaml");
      assertThat(missed.exitCode()).as(missed.err()).isZero();
      assertThat(Desk.run(missed, 0).path("status").asString()).isEqualTo("missed");
      assertThat(missed.err())
          .contains(
              "once@2027-01-10T09:00:00Z: missed: no launch came that found it published within 24 h of it")
          .contains("'muster run once.yaml --planned 2027-01-10T09:00:00Z' makes up for it");

      var later = at(desk, "2027-01-13T09:05:00Z", "once.yaml");
      assertThat(later.exitCode()).as(later.err()).isZero();
      assertThat(Desk.json(later).path("runs")).isEmpty();
      assertThat(later.err())
          .contains(
              "once.yaml: its time, 2027-01-10T09:00:00Z, has passed;"
                  + " 'muster run once.yaml --planned 2027-01-10T09:00:00Z' sends all the same;"
                  + " no more runs are planned");

      var made =
          desk.program()
              .run(
                  "run",
                  "once.yaml",
                  "--planned",
                  "2027-01-10T09:00:00Z",
                  "--clock",
                  "2027-01-13T09:06:00Z",
                  "--output",
                  "json");
      assertThat(Desk.run(made, 0).path("status").asString()).as(made.err()).isEqualTo("completed");
      assertThat(at(desk, "2027-01-13T09:10:00Z", "once.yaml").err())
          .contains("nothing is due; no more runs are planned")
          .doesNotContain("has passed");
      assertThat(desk.reached()).hasSize(5);
    }
  }

  @Test
  void areOneLineWithTheirNumberWhenManyWereMissed() throws Exception {
    try (var desk = new Desk(Database.H2, folder).users(1).campaign("daily", DAILY)) {
      at(desk, "2027-01-10T09:00:00Z", "daily.yaml");

      var late = desk.program().run("run", "daily.yaml", "--clock", "2027-02-10T08:00:00Z");

      assertThat(late.exitCode()).as(late.err()).isZero();
      assertThat(late.err())
          .contains(
              "daily.yaml: 29 runs were missed, the first daily@2027-01-11T09:00:00Z, the last"
                  + " daily@2027-02-08T09:00:00Z: no launch came that found it published within 24 h of it");
      assertThat(late.out()).contains("COMPLETED").doesNotContain("MISSED");
      assertThat(desk.program().run("runs").out().lines())
          .hasSize(4)
          .anyMatch(line ->
              line.matches(
                  "daily@2027-01-11T09:00:00Z +missed +29 runs, the last"
                      + " daily@2027-02-08T09:00:00Z"));
      assertThat(Desk.json(desk.program().run("runs", "--output", "json")).path("runs"))
          .hasSize(31);
    }
  }

  @Test
  void refuseAPlannedTimeThatIsNoneOfTheirs() throws Exception {
    try (var desk = new Desk(Database.H2, folder).users(1).campaign("daily", DAILY)) {
      var other =
          desk.program()
              .run(
                  "run",
                  "daily.yaml",
                  "--planned",
                  "2027-01-12T10:00:00Z",
                  "--clock",
                  "2027-01-13T08:00:00Z");
      assertThat(other.exitCode()).isEqualTo(2);
      assertThat(other.err())
          .contains(
              "daily.yaml: --planned: expected one of its planned times, found"
                  + " 2027-01-12T10:00:00Z; the next one after it is 2027-01-13T09:00:00Z");

      var future =
          desk.program()
              .run(
                  "run",
                  "daily.yaml",
                  "--planned",
                  "2027-01-14T09:00:00Z",
                  "--clock",
                  "2027-01-13T08:00:00Z");
      assertThat(future.exitCode()).isEqualTo(2);
      assertThat(future.err()).contains("--planned: expected a time that has come");

      var elsewhere =
          desk.program()
              .run("run", "daily.yaml", "--clock", "2027-01-13T08:00:00Z", "--segment-api", "eu");
      assertThat(elsewhere.exitCode()).isEqualTo(2);
      assertThat(elsewhere.err())
          .contains("--clock: expected a sandbox or another receiver on this machine, found eu");
      assertThat(desk.reached()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "H2, 60, ''",
    "H2, 1, -x7k2p",
    "POSTGRESQL, 60, -x7k2p",
    "POSTGRESQL, 1, ''",
  })
  void areOneRunForAllPodsOfACronJobsJob(Database database, int seconds, String pod)
      throws Exception {
    var scheduled = Instant.now().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MINUTES);
    try (var desk = new Desk(database, folder).users(3).campaign("all", Desk.EVERYONE)) {
      desk.program()
          .with("MUSTER_JOB_NAME", "nightly-" + scheduled.getEpochSecond() / seconds + pod);

      for (var attempt = 0; attempt < 2; attempt++) {
        var ended = desk.program().run("run", "all.yaml", "--output", "json");
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(ended.err()).doesNotContain("MUSTER_JOB_NAME");
        assertThat(Desk.run(ended, 0).path("planned_at").asString())
            .isEqualTo(scheduled.toString());
        assertThat(Desk.run(ended, 0).path("executions").asInt()).isEqualTo(1);
      }
      assertThat(desk.reached()).hasSize(3);
    }
  }

  @Test
  void warnOfAJobsNameInWhichNoTimeIsFound() throws Exception {
    try (var desk = new Desk(Database.H2, folder).users(1).campaign("all", Desk.EVERYONE)) {
      desk.program().with("MUSTER_JOB_NAME", "nightly-by-hand");

      var ended = desk.program().run("run", "all.yaml");
      assertThat(ended.exitCode()).as(ended.err()).isZero();
      assertThat(ended.err())
          .contains("WARN  MUSTER_JOB_NAME: found no scheduled time in 'nightly-by-hand'")
          .contains("minutes (8 or 9 digits) or seconds (10 digits) since 1970");

      var named = desk.program().run("run", "all.yaml", "--planned", "2026-11-16T09:00:00Z");
      assertThat(named.err()).doesNotContain("MUSTER_JOB_NAME");
    }
  }

  @ParameterizedTest
  @EnumSource
  void stayUntilTheLastWindowWhenTheyAreToldTo(Database database) throws Exception {
    // On a slow machine the program has only begun when the window opens: then earlier.
    var early = Duration.ofSeconds(3);
    while (!waited(database, early)) {
      early = early.multipliedBy(2);
    }
  }

  private boolean waited(Database database, Duration early) throws Exception {
    var opening = Instant.parse("2027-01-15T14:00:00Z");
    var place = Files.createDirectory(folder.resolve("early-" + early));
    try (var desk = windowed(database, place)) {
      var clock = opening.minus(early).toString();
      var ended =
          desk.program().run("run", "all.yaml", "--wait", "--clock", clock, "--output", "json");

      assertThat(ended.exitCode()).as(ended.err()).isZero();
      assertThat(Desk.json(ended).path("runs")).hasSize(1);
      assertThat(Desk.run(ended, 0).path("status").asString()).isEqualTo("completed");
      assertThat(desk.reached()).containsExactly("london", "new-york");
      var waited = ended.err().contains("waits until " + opening);
      // It may also open between its end and the wait.
      assertThat(Desk.run(ended, 0).path("executions").asInt()).isBetween(waited ? 2 : 1, 2);
      return waited;
    }
  }

  @ParameterizedTest
  @EnumSource
  void endWaitingWhenTheyAreAskedToStop(Database database) throws Exception {
    try (var desk = windowed(database)) {
      var waiting =
          desk.program()
              .start(
                  "run",
                  "all.yaml",
                  "--wait",
                  "--clock",
                  "2027-01-15T09:00:00Z",
                  "--output",
                  "json");
      Desk.await("it waits", () -> waiting.err().contains("waits until"));
      waiting.terminate();
      var ended = waiting.end();

      assertThat(ended.exitCode()).isEqualTo(143);
      assertThat(Desk.run(ended, 0).path("status").asString()).isEqualTo("waiting");
      assertThat(Desk.run(ended, 0).path("next_window_at").asString())
          .isEqualTo("2027-01-15T14:00:00Z");
      assertThat(desk.reached()).containsExactly("london");

      var explained = desk.program().run("explain", "all@2027-01-15T09:00:00Z", "new-york");
      assertThat(explained.out().replaceAll("\\s+", " "))
          .startsWith("new-york was not sent to yet: not due yet; the run is waiting")
          .contains("window open due at 2027-01-15T14:00:00Z in America/New_York");
      assertThat(
              desk.program()
                  .run("explain", "all@2027-01-15T09:00:00Z", "tokyo")
                  .out()
                  .replaceAll("\\s+", " "))
          .startsWith(
              "tokyo was not sent to: 2027-01-15T09:00 had passed in Asia/Tokyo when the run was"
                  + " planned");
    }
  }

  @Test
  void areReportedWithTheirOpenings() throws Exception {
    try (var desk = windowed(Database.H2)) {
      var ended = desk.program().run("run", "all.yaml", "--clock", "2027-01-15T09:00:00Z");

      assertThat(ended.exitCode()).isZero();
      assertThat(ended.out())
          .contains(
              """
                next window       2027-01-15T14:00:00Z
                zone unknown      0 users
                openings          2027-01-15T09:00:00Z  1 user, 1 sent to
                                  2027-01-15T14:00:00Z  1 user, 1 left
                forecast          ends about 2027-01-15T14:00:00Z
              """);
    }
  }

  private Desk windowed(Database database) throws Exception {
    return windowed(database, folder);
  }

  private static Desk windowed(Database database, Path folder) throws Exception {
    return new Desk(database, folder)
        .profiles(
            """
            {"user_id": "london", "timezone": "Europe/London"}
            {"user_id": "new-york", "timezone": "America/New_York"}
            {"user_id": "tokyo", "timezone": "Asia/Tokyo"}
            """)
        .campaign(
            "all",
            Desk.EVERYONE.replace(
                "at: launch", "{ at: \"2027-01-15T09:00\", user_timezone: { passed: skip } }"));
  }

  private static Program.Ended at(Desk desk, String clock, String path) throws Exception {
    return desk.program().run("run", path, "--clock", clock, "--output", "json");
  }
}
