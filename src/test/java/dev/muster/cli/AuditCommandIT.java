package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import dev.muster.sandbox.Fault;
import dev.muster.store.Intervention;
import dev.muster.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** {@code muster audit}, and what stands in it of commands on the command line. */
class AuditCommandIT {
  private static final String TIME = "2026-11-16T09:00:00Z";
  private static final String RUN = "all@" + TIME;
  private static final String FEW =
      Desk.EVERYONE.replace("who:\n", "who:\n  cap: { abort_above: 100 }\n");

  @TempDir private Path folder;

  private static String line(JsonNode row) {
    return List.of("who", "role", "via", "command", "campaign", "run", "reason", "exit_code")
            .stream()
            .map(key -> row.path(key).isNull() ? "-" : row.path(key).asString())
            .collect(Collectors.joining(" "))
        + " | "
        + row.path("outcome").asString();
  }

  private static List<String> audit(Desk desk, String... options) throws Exception {
    var command = new ArrayList<>(List.of("audit", "--output", "json"));
    command.addAll(List.of(options));
    var ended = desk.program().run(command.toArray(String[]::new));
    assertThat(ended.exitCode()).as(ended.err()).isZero();
    return Desk.json(ended).path("audit").valueStream().map(AuditCommandIT::line).toList();
  }

  @Test
  void saysOfEveryInterventionWhoDidItAndWhatCameOfIt() throws Exception {
    try (var desk = new Desk(Database.H2, folder).users(101).campaign("all", FEW)) {
      var program = desk.program().with("MUSTER_OPERATOR", " ann ");
      desk.faults(new Fault(new Fault.Containing("\"u3\""), new Fault.Status(400, Map.of(), null)));

      assertThat(program.run("audit").out()).isEqualTo("Nobody has intervened.\n");
      assertThat(program.run("run", "all.yaml", "--planned", TIME).exitCode()).isEqualTo(3);
      program.run("run", "all.yaml", "--override", "it is a sale");
      program.run("retry-rejected", RUN);
      program.run("restart", RUN);
      program.run("stop", RUN, "--reason", "too many");
      program.run("abandon", RUN, "--reason", "enough");
      program.without("MUSTER_OPERATOR").run("prune", "--older-than", "3650d");
      program.with("MUSTER_OPERATOR", "bob").run("approve", "all.yaml", "--by", "Bob of Growth");

      assertThat(audit(desk))
          .satisfiesExactly(
              row ->
                  assertThat(row)
                      .startsWith("ann operator cli run all " + RUN + " it is a sale 4 | ")
                      .contains("completed, but 1 rejected"),
              row ->
                  assertThat(row)
                      .startsWith("ann operator cli retry-rejected all " + RUN + " - 4 | ")
                      .contains("completed, but 1 rejected"),
              row -> assertThat(row).startsWith("ann operator cli restart all " + RUN + " - 4 | "),
              row ->
                  assertThat(row)
                      .isEqualTo(
                          "ann operator cli stop all "
                              + RUN
                              + " too many 0 | "
                              + RUN
                              + ": nobody works on it (completed); there is nothing to stop"),
              row ->
                  assertThat(row)
                      .isEqualTo(
                          "ann operator cli abandon all "
                              + RUN
                              + " enough 2 | "
                              + RUN
                              + ": is completed and cannot be abandoned"),
              row ->
                  assertThat(row)
                      .isEqualTo(
                          System.getProperty("user.name") + " operator cli prune - - - 0 | done"),
              row -> assertThat(row).startsWith("bob operator cli approve all - - 3 | done"));
      assertThat(audit(desk, "--run", RUN)).hasSize(5);
      assertThat(audit(desk, "--run", "all@2026-11-17T09:00:00Z")).isEmpty();
      assertThat(program.run("audit", "--run", RUN).out().lines())
          .hasSize(1 + 5 + 3)
          .anyMatch(line -> line.matches("20\\S+Z +ann +cli +stop +" + RUN + " +0  .*"))
          .contains(" ".repeat(22) + "reason: it is a sale");
    }
  }

  @Test
  void hasNothingOfWhatOnlyLooksOrNeverBegan() throws Exception {
    try (var desk =
        new Desk(Database.H2, folder)
            .users(2)
            .campaign("all", Desk.EVERYONE)
            .file("broken.yaml", "campaign: broken\n")) {
      desk.program().run("run", "all.yaml", "--planned", TIME);
      for (var command :
          List.of(
              "runs",
              "show " + RUN,
              "report " + RUN,
              "prune --older-than 1d --dry-run",
              "prune --older-than never",
              "stop",
              "stop all@2026-11-17T09:00:00Z",
              "restart nonsense",
              "abandon " + RUN + " --reason _",
              "retry-rejected " + RUN + " --no-such-option",
              "approve broken.yaml --by Ann",
              "run all.yaml --planned " + TIME,
              "audit --run nonsense")) {
        desk.program()
            .run(
                Arrays.stream(command.split(" "))
                    .map(word -> word.replace('_', ' '))
                    .toArray(String[]::new));
      }

      assertThat(audit(desk)).isEmpty();
    }
  }

  /** Nobody knew it as the page began: the launch made it. */
  @Test
  void saysWhichRunALaunchFromThePageHasMade() throws Exception {
    try (var desk = new Desk(Database.H2, folder).users(2).campaign("all", Desk.EVERYONE)) {
      assertThat(audit(desk)).isEmpty();
      try (var pool = desk.open()) {
        var row =
            Store.in(pool, Database.H2.databaseType(), Clock.systemUTC(), "page")
                .audit()
                .begin(
                    new Intervention(
                        "carl",
                        Intervention.Role.OPERATOR,
                        Intervention.Via.WEB,
                        "run",
                        new CampaignId("all"),
                        null,
                        null),
                    Instant.parse("2026-12-01T00:00:00Z"));
        desk.program().with("MUSTER_AUDIT_ROW", String.valueOf(row));
      }

      var ended = desk.program().run("run", "all.yaml", "--output", "json");

      var run = Desk.json(ended).path("runs").path(0).path("run").asString();
      assertThat(run).startsWith("all@");
      assertThat(audit(desk)).containsExactly("carl operator web run all " + run + " - 0 | done");
      assertThat(audit(desk, "--run", run)).hasSize(1);
    }
  }

  /** The row of the web page, or none. */
  @ParameterizedTest
  @CsvSource({"BEGUN, 1", "ENDED, 2", "NONE, 2"})
  void completesTheRowThatItWasGivenIfThatIsBegun(String given, int rows) throws Exception {
    try (var desk = new Desk(Database.H2, folder).users(2).campaign("all", Desk.EVERYONE)) {
      desk.program().run("run", "all.yaml", "--planned", TIME);
      try (var pool = desk.open()) {
        var trail = Store.in(pool, Database.H2.databaseType(), Clock.systemUTC(), "page").audit();
        var row =
            trail.begin(
                new Intervention(
                    "carl",
                    Intervention.Role.OPERATOR,
                    Intervention.Via.WEB,
                    "override",
                    new CampaignId("all"),
                    RunId.parse(RUN),
                    "go"),
                Instant.parse("2026-12-01T00:00:00Z"));
        if (given.equals("ENDED")) {
          trail.end(row, "done", 0);
        }
        desk.program()
            .with("MUSTER_AUDIT_ROW", String.valueOf(given.equals("NONE") ? row + 7 : row))
            .with("MUSTER_OPERATOR", "dora");
      }

      desk.program().run("restart", RUN, "--override", "go");

      var audit = audit(desk);
      assertThat(audit).hasSize(rows);
      if (rows == 1) {
        assertThat(audit.getFirst())
            .isEqualTo("carl operator web override all " + RUN + " go 0 | done");
      } else {
        assertThat(audit.getLast())
            .isEqualTo("dora operator cli restart all " + RUN + " go 0 | done");
      }
    }
  }

  /** Somebody sees that it was begun, also of what is never completed. */
  @Test
  void keepsWhatAKilledProcessHadBegun() throws Exception {
    try (var desk = new Desk(Database.POSTGRESQL, folder).users(101).campaign("all", FEW)) {
      desk.program().run("run", "all.yaml", "--planned", TIME);
      desk.faults(Desk.down());
      var running = desk.program().start("restart", RUN, "--override", "go");
      Desk.await("it sends", () -> !desk.sandbox().stats().faults().isEmpty());
      running.kill();

      assertThat(audit(desk)).singleElement().asString().endsWith(RUN + " go - | begun");
    }
  }
}
