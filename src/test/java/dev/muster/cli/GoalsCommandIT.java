package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/** {@code muster goals}, and what {@code report}, {@code show} and {@code explain} say of them. */
class GoalsCommandIT {
  private static final String PLANNED = "2026-11-16T09:00:00Z";
  private static final String RUN = "all@" + PLANNED;
  private static final String HALF =
      Desk.EVERYONE.replace("true }\n", "true }\n  control_group: { percent: 50 }\n");
  private static final String GOAL =
      "goal: { event: Charged, where: { plan: { in: [pro, 1.5] } }, within: 1h, value: amount }\n";

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void saysWhatARunHasBroughtAbout(Database database) throws Exception {
    try (var desk = desk(database, HALF + GOAL)) {
      var here = new ProgramHere(folder, desk.settings());

      var measured = here.run("goals", RUN, "--clock", "2026-11-16T12:00:00Z", "--output", "json");
      assertThat(measured.exitCode()).as(measured.err()).isZero();
      var json = Desk.json(measured);
      assertThat(json.propertyNames()).containsExactly("campaign", "measured_at", "runs", "pooled");
      assertThat(json.path("measured_at").asString()).isEqualTo("2026-11-16T12:00:00Z");
      assertThat(json.path("pooled").isNull()).isTrue();
      var run = json.path("runs").path(0);
      assertThat(run.path("run").asString()).isEqualTo(RUN);
      assertThat(run.path("goal").toString())
          .isEqualTo(
              "{\"event\":\"Charged\",\"where\":{\"plan\":{\"in\":[\"pro\",1.5]}},"
                  + "\"within\":\"1h\",\"value\":\"amount\"}");
      assertThat(run.path("closes_at").asString()).startsWith("2026-11-16T10:00:");
      assertThat(run.path("complete").asBoolean()).isTrue();
      assertThat(run.path("pruned").asBoolean()).isFalse();
      assertThat(run.path("delay_seconds").asDouble()).isPositive();
      assertThat(run.path("control").propertyNames())
          .containsExactly("users", "converted", "rate", "value", "value_per_user", "not_compared");
      assertThat(
              run.path("reached").path("users").asLong()
                  + run.path("control").path("users").asLong())
          .isEqualTo(300);
      assertThat(run.path("reached").path("rate").asDouble()).isEqualTo(1);
      assertThat(run.path("lift").path("rate").propertyNames())
          .containsExactly(
              "difference", "low", "high", "relative", "relative_low", "relative_high");
      assertThat(run.path("lift").path("value").path("difference").isNumber()).isTrue();
      assertThat(run.path("method").asString()).contains("Newcombe", "Welch", "Fieller");
      assertThat(run.path("too_few").isEmpty()).isTrue();
      assertThat(run.path("warnings").isEmpty()).isTrue();

      // The same beside all else of the run, as of now.
      for (var command :
          new String[][] {{"report", RUN, "--format", "json"}, {"show", RUN, "--output", "json"}}) {
        var goal = Desk.json(here.run(command)).path("goal");
        assertThat(goal.path("reached")).isEqualTo(run.path("reached"));
        assertThat(goal.path("lift")).isEqualTo(run.path("lift"));
      }
      assertThat(here.run("report", RUN).out())
          .contains(
              "  goal              Charged within 1h, where {\"plan\":{\"in\":[\"pro\",1.5]}}")
          .contains(
              "  in words          no difference in conversions that chance alone does not explain\n");

      var all = Desk.json(here.run("goals", "all", "--output", "json"));
      assertThat(all.path("pooled").path("reached")).isEqualTo(run.path("reached"));
      assertThat(all.path("pooled").path("runs").asInt()).isOne();
      desk.change("all.yaml", "event: Charged", "event: Refunded");
      var byFile = Desk.json(here.run("goals", "all.yaml", "--output", "json"));
      assertThat(byFile.path("runs").path(0).path("reached").path("converted").asInt()).isZero();

      var user = Desk.json(here.run("explain", RUN, held(here), "--output", "json"));
      assertThat(user.toString())
          .contains("compared with those who were reached", "\"compared\":true");
    }
  }

  private static String held(ProgramHere here) throws Exception {
    return here.run("members", RUN, "--verdict", "control")
        .out()
        .lines()
        .skip(1)
        .findFirst()
        .orElseThrow()
        .replaceFirst(",.*", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "all@2026-11-17T09:00:00Z | there is no run all@2026-11-17T09:00:00Z",
        "all@yesterday            | expected a run such as",
        "other                    | there is no run of other",
        "all                      | no run of all has a goal; 'muster goals FILE'",
        "all.yaml                 | all.yaml: has no goal",
        "none.yaml                | none.yaml",
        "all@2026-11-16T09:00:00Z | all@2026-11-16T09:00:00Z: has no goal",
      })
  void isWrongUsageWithoutARunOrAGoal(String what, String said) throws Exception {
    try (var desk = new Desk(Database.H2, folder).users(3).campaign("all", Desk.EVERYONE)) {
      desk.execute(
          "insert into muster_run (campaign, planned_at, as_of, account_timezone, partitions,"
              + " status, started_at, ended_at) values ('all', timestamp with time zone '"
              + PLANNED.replace("Z", "+00").replace('T', ' ')
              + "', current_timestamp, 'UTC', 1, 'completed', current_timestamp,"
              + " current_timestamp)");
      var ended = new ProgramHere(folder, desk.settings()).run("goals", what);

      assertThat(ended.exitCode()).as(ended.err()).isEqualTo(2);
      assertThat(ended.err()).contains(said);
      assertThat(ended.out()).isEmpty();
    }
  }

  /** A report needs no data; it says that the goal is not measured, and all else. */
  @Test
  void measuresWhereTheEventsLieInAnotherDatabase() throws Exception {
    try (var desk = new Desk(Database.H2, folder).campaign("all", HALF + GOAL);
        var shop = new SourceShop().users(300).at(desk).behindViews()) {
      assertThat(run(desk).exitCode()).isZero();
      shop.execute(
          "insert into actions (user_id, name, occurred_at, properties) select user_id, 'Charged',"
              + " '2026-11-16T09:30:00Z', '{\"plan\": \"pro\", \"amount\": 2.5}' from customers");

      var measured = desk.program().run("goals", "all", "--output", "json");

      assertThat(measured.exitCode()).as(measured.err()).isZero();
      var run = JsonMapper.builder().build().readTree(measured.out()).path("runs").path(0);
      var reached = run.path("reached");
      assertThat(reached.path("converted")).isEqualTo(reached.path("users"));
      assertThat(reached.path("value").decimalValue())
          .isEqualByComparingTo(
              new java.math.BigDecimal("2.5").multiply(reached.path("users").decimalValue()));
      assertThat(run.path("control").path("converted").asInt()).isGreaterThan(100);

      desk.program().with("MUSTER_SOURCE_URL", shop.place().replace("" + shop.port(), "1"));
      var report = desk.program().run("report", RUN, "--format", "json");
      assertThat(report.exitCode()).as(report.err()).isZero();
      assertThat(report.err()).contains(RUN + ": its goal is not measured: source ");
      assertThat(Desk.json(report).path("goal").isNull()).isTrue();
      assertThat(desk.program().run("goals", RUN).exitCode()).isEqualTo(1);
    }
  }

  private static Program.Ended run(Desk desk) throws Exception {
    return desk.program().run("run", "all.yaml", "--planned", PLANNED, "--clock", PLANNED);
  }

  /** A campaign that has reached 300 users, or held them back; all converted half an hour later. */
  private Desk desk(Database database, String campaign) throws Exception {
    var desk = new Desk(database, folder).users(300).campaign("all", campaign);
    assertThat(
            new ProgramHere(folder, desk.settings())
                .run("run", "all.yaml", "--planned", PLANNED, "--clock", PLANNED)
                .exitCode())
        .isZero();
    desk.execute(
        "insert into events (user_id, name, occurred_at, properties)"
            + " select user_id, 'Charged', timestamp with time zone '2026-11-16 09:30:00+00', "
            + switch (database) {
              case H2 -> "json '{\"plan\": 1.5, \"amount\": 2.5}'";
              case POSTGRESQL -> "'{\"plan\": 1.5, \"amount\": 2.5}'::jsonb";
            }
            + " from profiles");
    return desk;
  }
}
