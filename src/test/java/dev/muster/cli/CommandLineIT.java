package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.sandbox.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What operators and their scripts rely on: outputs, exit codes, and which runs are taken up. */
class CommandLineIT {
  private static final String PLANNED = "2026-11-16T09:00:00Z";
  private static final String RUN = "all@" + PLANNED;
  private static final String[] COMMAND = {
    "run", "all.yaml", "--planned", PLANNED, "--output", "json"
  };

  /** What the report of one run has more than lists of runs. */
  private static final List<String> OF_ONE_RUN =
      List.of(
          "name",
          "account_timezone",
          "pruned_at",
          "execution_log",
          "openings",
          "zone_unknown",
          "forecast",
          "goal");

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void runPrintsTheKeysOfTheContractAndNothingElse(Database database) throws Exception {
    try (var desk = new Desk(database, folder).users(20).campaign("all", Desk.EVERYONE)) {
      var first = desk.program().run(COMMAND);

      assertThat(first.exitCode()).as(first.err()).isZero();
      assertThat(Desk.json(first).propertyNames()).containsExactly("runs");
      assertThat(Desk.json(first).path("runs")).hasSize(1);
      var report = Desk.run(first, 0);
      assertThat(report.propertyNames())
          .containsExactly(
              "run",
              "campaign",
              "planned_at",
              "status",
              "gone_since",
              "rehearsal",
              "executions",
              "started_at",
              "ended_at",
              "next_window_at",
              "reason",
              "override",
              "guards",
              "audience",
              "delivery",
              "rejections",
              "rows_without_id",
              "unknown_zones",
              "alerts");
      assertThat(report.path("audience").propertyNames())
          .containsExactly(
              "qualified",
              "suppressed",
              "system_control",
              "control",
              "unreachable",
              "repeated",
              "frequency_capped",
              "capped",
              "refused",
              "discarded",
              "expired",
              "collapsed",
              "waiting",
              "pending",
              "lapsed",
              "aborted",
              "invalid",
              "rejected",
              "accepted");
      assertThat(report.path("delivery").propertyNames())
          .containsExactly(
              "messages",
              "requests",
              "retries",
              "bytes",
              "bytes_sent",
              "first_sent_at",
              "last_accepted_at");
      assertThat(report.path("run").asString()).isEqualTo(RUN);
      assertThat(report.path("audience").path("accepted").asInt()).isEqualTo(20);

      var again = desk.program().run(COMMAND);

      assertThat(again.exitCode()).isZero();
      assertThat(Desk.json(again)).isEqualTo(Desk.json(first));
      assertThat(first.err())
          .containsPattern(RUN + ": ends completed: 20 accepted, \\d+\\.\\d s\n");
      assertThat(again.err()).doesNotContain("ends");
      assertThat(desk.sandbox().stats().received()).isEqualTo(20);
      try (var dataSource = desk.open();
          var connection = dataSource.getConnection()) {
        assertThat(everythingIn(connection))
            .contains(RUN, "u20@example.com")
            .doesNotContain(Desk.WRITE_KEY);
      }
    }
  }

  @Test
  void runsShowAndReportTellOfARunLater() throws Exception {
    try (var desk = new Desk(Database.H2, folder).users(20).campaign("all", Desk.EVERYONE)) {
      var report = Desk.run(desk.program().run(COMMAND), 0);

      var runs = desk.program().run("runs", "--output", "json");
      assertThat(Desk.run(runs, 0)).isEqualTo(report);

      var show = desk.program().run("show", RUN);
      assertThat(show.exitCode()).isZero();
      assertThat(show.out())
          .startsWith(RUN + "  COMPLETED")
          .contains("EXECUTION", "everything sent");

      var told = desk.program().run("report", RUN);
      assertThat(told.exitCode()).isZero();
      assertThat(told.out()).startsWith(RUN + "  COMPLETED");

      var written = desk.program().run("report", RUN, "--format", "json", "--out", "r.json");
      assertThat(written.exitCode()).isZero();
      assertThat(written.out() + written.err()).isEmpty();
      JsonNode file = new JsonMapper().readTree(Files.readString(desk.path("r.json")));
      // To measure goals, and to look at each user, would cost a list of runs too much.
      assertThat(file.path("goal").isNull()).isTrue();
      assertThat(((ObjectNode) file).without(OF_ONE_RUN)).isEqualTo(report);

      var page = desk.program().run("report", RUN, "--format", "html", "--out", "r.html");
      assertThat(page.exitCode()).as(page.err()).isZero();
      assertThat(Files.readString(desk.path("r.html")))
          .startsWith("<!doctype html>")
          .contains("Sent to <data value=\"20\">20</data> of the", "<title>" + RUN);
    }
  }

  @Test
  void aFolderTakesUpUnfinishedRunsAndTheGravestExitCodeCounts() throws Exception {
    try (var desk =
        new Desk(Database.H2, folder)
            .users(20)
            .campaign("jobs/all", Desk.EVERYONE)
            .change("jobs/all.yaml", "jobs/all", "all")
            .file("jobs/broken.yaml", "campaign: [broken\n")
            .campaign("jobs/next", Desk.EVERYONE)
            .change("jobs/next.yaml", "jobs/next", "next")) {
      desk.program().with("MUSTER_DELIVERY_MAXATTEMPTS", "1");
      desk.faults(new Fault(new Fault.WithProbability(1), new Fault.Status(503)));

      var failed =
          desk.program().run("run", "jobs/broken.yaml", "jobs/all.yaml", "--planned", PLANNED);
      assertThat(failed.exitCode()).as(failed.err()).isEqualTo(1);

      desk.noFaults();
      var folderRun = desk.program().run("run", "jobs", "--output", "json");

      assertThat(folderRun.exitCode()).as(folderRun.err()).isEqualTo(2);
      assertThat(Desk.json(folderRun).path("runs")).hasSize(1);
      assertThat(Desk.run(folderRun, 0).path("run").asString()).isEqualTo(RUN);
      assertThat(Desk.run(folderRun, 0).path("executions").asInt()).isEqualTo(2);
      assertThat(folderRun.err())
          .contains(
              "jobs/next.yaml: is planned 'at: launch' and starts only when its file is named")
          .doesNotContain("jobs/all.yaml");
      assertThat(desk.reached()).hasSize(20);
    }
  }

  @Test
  void anUnfinishedRunGoesOnAsItWasPlannedOnceItsFileCanBeRead() throws Exception {
    try (var desk = new Desk(Database.H2, folder).users(20).campaign("all", Desk.EVERYONE)) {
      desk.program().with("MUSTER_DELIVERY_MAXATTEMPTS", "1");
      desk.faults(new Fault(new Fault.WithProbability(1), new Fault.Status(503)));
      desk.program().run(COMMAND);
      desk.noFaults().file("all.yaml", "campaign: [broken\n");

      var broken = desk.program().run("run", "all.yaml");

      assertThat(broken.exitCode()).isEqualTo(2);
      assertThat(broken.out()).startsWith("all.yaml:2:1: yaml: ");
      assertThat(broken.err())
          .contains(
              RUN + ": is unfinished (failed) and is left until its campaign's file is right");
      assertThat(desk.reached()).isEmpty();

      desk.campaign("all", Desk.EVERYONE.replace("track: Offer", "track: Another"));
      var ended = desk.program().run("run", "all.yaml", "--output", "json");

      assertThat(ended.exitCode()).as(ended.err()).isZero();
      assertThat(Desk.json(ended).path("runs")).hasSize(1);
      assertThat(Desk.run(ended, 0).path("run").asString()).isEqualTo(RUN);
      assertThat(desk.sandbox().events())
          .hasSize(20)
          .allMatch(event -> event.message().path("event").asString().equals("Offer"));
    }
  }

  @Test
  void anOverrideLetsTheLatestRefusedRunPassAndNoOther() throws Exception {
    var careful = "everyone: true }\n  cap: { abort_above: 100 }";
    try (var desk =
        new Desk(Database.H2, folder)
            .users(101)
            .campaign("all", Desk.EVERYONE.replace("everyone: true }", careful))) {
      for (var planned : List.of("2026-11-09T09:00:00Z", PLANNED)) {
        var refused = desk.program().run("run", "all.yaml", "--planned", planned);
        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(3);
        assertThat(refused.out()).contains("REFUSED");
        assertThat(refused.err()).contains("all@" + planned + ": refused: ");
      }
      assertThat(desk.reached()).isEmpty();

      var passed =
          desk.program().run("run", "all.yaml", "--override", "counted twice", "--output", "json");

      assertThat(passed.exitCode()).as(passed.err()).isZero();
      assertThat(Desk.json(passed).path("runs")).hasSize(1);
      assertThat(Desk.run(passed, 0).path("run").asString()).isEqualTo(RUN);
      assertThat(desk.reached()).hasSize(101).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatSpeaksAgainstALaunchIsToldAloneWithoutTheReportOfAnEarlierOne(Database database)
      throws Exception {
    try (var desk = new Desk(database, folder).users(101).campaign("all", Desk.EVERYONE)) {
      desk.program().with("MUSTER_DELIVERY_MAXATTEMPTS", "1");
      desk.faults(new Fault(new Fault.WithProbability(1), new Fault.Status(503)));
      assertThat(desk.program().run(COMMAND).exitCode()).isEqualTo(1);
      desk.noFaults();
      var objection =
          "%s: it is unfinished (failed); finish it first: 'muster restart %1$s'".formatted(RUN);

      var objected = desk.program().run("retry-rejected", RUN);
      assertThat(objected.exitCode()).isEqualTo(2);
      assertThat(objected.out()).isEmpty();
      assertThat(objected.err()).contains(objection + "\n");

      var json = desk.program().run("retry-rejected", RUN, "--output", "json");
      assertThat(json.exitCode()).isEqualTo(2);
      assertThat(Desk.json(json).path("runs")).isEmpty();
      assertThat(Desk.json(json).path("error").path("message").asString()).isEqualTo(objection);
      assertThat(desk.reached()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatEndsOtherwiseThanWellNamesTheCommandThatGoesOn(Database database) throws Exception {
    try (var desk =
        new Desk(database, folder)
            .users(101)
            .campaign("all", Desk.EVERYONE)
            .campaign(
                "careful",
                Desk.EVERYONE.replace(
                    "everyone: true }", "everyone: true }\n  cap: { abort_above: 100 }"))) {
      desk.program().with("MUSTER_DELIVERY_MAXATTEMPTS", "1");

      var refused = desk.program().run("run", "careful.yaml", "--planned", PLANNED);
      assertThat(refused.exitCode()).isEqualTo(3);
      assertThat(refused.err())
          .contains("careful@%s: ends refused: 0 accepted, 101 refused, ".formatted(PLANNED))
          .contains("'muster restart careful@%s --override REASON'".formatted(PLANNED));

      desk.faults(new Fault(new Fault.WithProbability(1), new Fault.Status(503)));
      var failed = desk.program().run(COMMAND);
      assertThat(failed.exitCode()).isEqualTo(1);
      assertThat(failed.err())
          .contains(RUN + ": ends failed: 0 accepted, 101 pending, ")
          .contains("; the next launch goes on, or 'muster restart " + RUN + "'\n");

      desk.faults(new Fault(new Fault.WithProbability(1), new Fault.Status(401)));
      var wrong = desk.program().run("restart", RUN);
      assertThat(wrong.exitCode()).isEqualTo(2);
      assertThat(wrong.err())
          .contains(
              "; once that is mended, the next launch goes on, or 'muster restart " + RUN + "'\n");

      desk.faults(new Fault(new Fault.Containing("u77@"), new Fault.Status(400)));
      var incomplete = desk.program().run("restart", RUN);
      assertThat(incomplete.exitCode()).isEqualTo(4);
      assertThat(incomplete.err())
          .contains(RUN + ": ends completed: 100 accepted, 1 rejected, ")
          .contains(
              RUN
                  + ": completed, but 1 rejected and 0 invalid; 'muster show "
                  + RUN
                  + " --rejections' lists them with the reasons, 'muster retry-rejected "
                  + RUN
                  + "' sends to the rejected again\n");

      var runs = desk.program().run("runs");
      assertThat(runs.out())
          .containsPattern("RUN +STATUS +QUALIFIED +ACCEPTED +NOT SENDABLE +ENDED +DURATION\n")
          .containsPattern(
              RUN
                  + " +completed +101 +100 +1  20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ  \\d+\\.\\d s\n")
          .containsPattern("careful@%s +refused +101 +0 +0  20".formatted(PLANNED));
    }
  }

  private static String everythingIn(Connection connection) throws Exception {
    var tables = new ArrayList<String>();
    try (var rows =
        connection
            .getMetaData()
            .getTables(
                connection.getCatalog(),
                connection.getSchema(),
                "%",
                new String[] {"TABLE", "BASE TABLE"})) {
      while (rows.next()) {
        tables.add('"' + rows.getString("TABLE_NAME") + '"');
      }
    }
    var text = new StringBuilder();
    for (var table : tables) {
      try (var statement = connection.createStatement();
          var rows = statement.executeQuery("select * from " + table)) {
        while (rows.next()) {
          for (var column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
            text.append(rows.getString(column)).append('\n');
          }
        }
      }
    }
    return text.toString();
  }
}
