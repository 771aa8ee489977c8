package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What the guards said of a run, as operators and programs are told. */
class GuardsIT {
  private static final String RUN = "all@2026-11-16T09:00:00Z";
  private static final String GUARDED =
      Desk.EVERYONE.replace(
          "everyone: true }",
          """
          everyone: true }
            cap: { abort_above: 200 }
            expect: { between: [10, 120], change_at_most: 12.5% }\
          """);
  private static final String FAILING =
      "[{\"guard\":\"abort_above\",\"least\":0,\"most\":200,\"qualified\":150,\"holds\":true},"
          + "{\"guard\":\"between\",\"least\":10,\"most\":120,\"qualified\":150,\"holds\":false},"
          + "{\"guard\":\"change_at_most\",\"least\":0,\"most\":110,\"median\":10.5,\"runs\":2,"
          + "\"qualified\":150,\"holds\":false}]";

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void areInEveryReportWithTheReasonAndTheOverride(Database database) throws Exception {
    try (var desk = new Desk(database, folder).users(10).campaign("all", GUARDED)) {
      var first = launch(desk, "2026-11-14T09:00:00Z");
      assertThat(first.path("guards").path(2).toString())
          .isEqualTo(
              "{\"guard\":\"change_at_most\",\"least\":null,\"most\":null,\"median\":null,"
                  + "\"runs\":0,\"qualified\":10,\"holds\":true}");
      assertThat(first.path("reason").isNull()).isTrue();
      assertThat(first.path("override").isNull()).isTrue();
      desk.users(11);
      launch(desk, "2026-11-15T09:00:00Z");
      desk.users(150);

      var refused = desk.program().run("run", "all.yaml", "--planned", "2026-11-16T09:00:00Z");
      assertThat(refused.exitCode()).isEqualTo(3);
      assertThat(refused.out())
          .contains(
              """
                150 users qualify, and who.expect.between allows 10 to 120
              """,
              """
                abort_above       holds, allows 0 to 200
                between           does not hold, allows 10 to 120
                change_at_most    does not hold, allows 0 to 110 (median 10.5 of 2 runs)
              """)
          .doesNotContain("\n  override");
      assertThat(refused.err())
          .contains(
              RUN
                  + ": refused: 150 users qualify, and who.expect.between allows 10 to 120; if that"
                  + " many are meant, 'muster restart "
                  + RUN
                  + " --override REASON' sends to them");
      for (var report : reports(desk)) {
        assertThat(report.path("guards").toString()).isEqualTo(FAILING);
        assertThat(report.path("reason").asString())
            .isEqualTo("150 users qualify, and who.expect.between allows 10 to 120");
        assertThat(report.path("override").isNull()).isTrue();
      }

      var passed = desk.program().run("restart", RUN, "--override", "it is meant\u001b[31m");
      assertThat(passed.exitCode()).as(passed.err()).isZero();
      assertThat(passed.out()).contains("\n  override          it is meant\\u001B[31m\n");
      for (var report : reports(desk)) {
        assertThat(report.path("guards").toString()).isEqualTo(FAILING);
        assertThat(report.path("reason").isNull()).isTrue();
        assertThat(report.path("override").asString()).isEqualTo("it is meant\u001b[31m");
      }

      desk.execute("update muster_run set ended_at = ended_at - interval '100' day");
      assertThat(desk.program().run("prune", "--older-than", "90d").exitCode()).isZero();
      for (var report : reports(desk)) {
        assertThat(report.path("guards").toString()).isEqualTo(FAILING);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void areToldToWhoAsksForOneUser(Database database) throws Exception {
    try (var desk = new Desk(database, folder).users(150).campaign("all", GUARDED)) {
      desk.program().run("run", "all.yaml", "--planned", "2026-11-16T09:00:00Z");

      var gates =
          Desk.json(desk.program().run("explain", RUN, "u1", "--output", "json")).path("gates");

      var guards = gates.path(1);
      assertThat(guards.path("gate").asString()).isEqualTo("guards");
      assertThat(guards.path("answer").asString()).isEqualTo("kept");
      assertThat(guards.path("said").asString())
          .isEqualTo(
              "the run was refused: 150 users qualify, and who.expect.between allows 10 to 120");
      assertThat(guards.path("inputs").propertyNames())
          .containsExactly("qualified", "guard", "override", "guards");
      assertThat(guards.path("inputs").path("guard").asString()).isEqualTo("between");
      assertThat(guards.path("inputs").path("guards")).hasSize(3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void areNoneOfACampaignThatExpectsNothing(Database database) throws Exception {
    try (var desk = new Desk(database, folder).users(3).campaign("all", Desk.EVERYONE)) {
      var run = launch(desk, "2026-11-16T09:00:00Z");

      assertThat(run.path("guards").toString()).isEqualTo("[]");
      assertThat(run.propertyNames()).containsSubsequence("reason", "override", "guards");
    }
  }

  private static JsonNode launch(Desk desk, String planned) throws Exception {
    var ended = desk.program().run("run", "all.yaml", "--planned", planned, "--output", "json");
    assertThat(ended.exitCode()).as(ended.err()).isZero();
    return Desk.run(ended, 0);
  }

  /** The run's report by each command that has one. */
  private static Iterable<JsonNode> reports(Desk desk) throws Exception {
    return List.of(
        Desk.json(desk.program().run("report", RUN, "--format", "json")),
        Desk.json(desk.program().run("show", RUN, "--output", "json")),
        Desk.run(
            desk.program()
                .run("run", "all.yaml", "--planned", "2026-11-16T09:00:00Z", "--output", "json"),
            0));
  }
}
