package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.alert.Office;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/** {@code muster approve}, and launches of an account where it is required. */
class ApproveCommandIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String RUN = "all@2026-11-16T09:00:00Z";

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void letsRunsBeginThatNobodyBeginsWithout(Database database) throws Exception {
    try (var desk = new Desk(database, folder).users(150).campaign("all", Desk.EVERYONE)) {
      var before = launch(desk);
      assertThat(before.exitCode()).as(before.err()).isEqualTo(3);
      assertThat(before.err())
          .contains(
              "all.yaml: "
                  + RUN
                  + " is not begun, since nobody has approved what the file says now; 'muster"
                  + " approve ")
          .contains("all.yaml --by NAME' does so");
      assertThat(JSON.readTree(here(desk).run("runs", "--output", "json").out()).path("runs"))
          .isEmpty();
      var estimated = here(desk).run("estimate", "all.yaml", "--output", "json");
      assertThat(estimated.exitCode()).isEqualTo(3);
      assertThat(guards(estimated))
          .isEqualTo(
              "[{\"guard\":\"approval\",\"least\":null,\"most\":null,\"by\":null,\"qualified\":150,"
                  + "\"holds\":false}]");

      var approved = here(desk).run("approve", "all.yaml", "--by", " Ann of Growth ");
      assertThat(approved.exitCode()).as(approved.err()).isZero();
      assertThat(approved.out())
          .contains("ESTIMATE  published", "approval          holds, allows 51 to 249")
          .endsWith(
              "\napproved: all as its files are now; how many users may qualify: 51 to 249 (150"
                  + " approved by Ann of Growth)\n");
      assertThat(here(desk).run("runs", "--output", "json").out()).doesNotContain(RUN);
      assertThat(guards(here(desk).run("estimate", "all.yaml", "--output", "json")))
          .isEqualTo(
              "[{\"guard\":\"approval\",\"least\":51,\"most\":249,\"by\":\"Ann of Growth\","
                  + "\"qualified\":150,\"holds\":true}]");

      desk.users(300);
      var refused = launch(desk);
      assertThat(refused.exitCode()).as(refused.err()).isEqualTo(3);
      assertThat(refused.err())
          .contains(
              RUN
                  + ": refused: 300 users qualify, and muster.account.approval allows 51 to 249 (150"
                  + " approved by Ann of Growth); if that many are meant, 'muster approve FILE --by"
                  + " NAME' says so, and the next launch goes on");
      var overridden = launch(desk, "--override", "so be it");
      assertThat(overridden.exitCode()).isEqualTo(3);
      assertThat(overridden.err())
          .contains(
              RUN
                  + ": --override is of no use, and is not kept: what refused the run was the approval",
              "says so, and the next launch goes on");
      assertThat(desk.reached()).isEmpty();

      assertThat(here(desk).run("approve", "all.yaml", "--by", "Bob").exitCode()).isZero();
      // A run that was refused for that is the next launch's.
      var done = launch(desk, "--output", "json");
      assertThat(done.exitCode()).as(done.err()).isZero();
      var report = JSON.readTree(done.out()).path("runs").path(0);
      assertThat(report.path("run").asString()).isEqualTo(RUN);
      assertThat(report.path("guards").path(0).path("by").asString()).isEqualTo("Bob");
      assertThat(report.path("override").isNull()).isTrue();
      assertThat(desk.reached()).hasSize(300).doesNotHaveDuplicates();

      desk.change("all.yaml", "Offer", "Another");
      assertThat(here(desk).run("run", "all.yaml", "--planned", "2026-11-17T09:00:00Z").exitCode())
          .isEqualTo(3);
      assertThat(desk.reached()).hasSize(300);
    }
  }

  /** It is a word on what is usual, which whoever gives it for nothing does not mean. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # the guard, whether its launch or the one after its approval is overridden, what is kept
          H2         | change_at_most: 30%        | FIRST  | none
          POSTGRESQL | change_at_most: 30%        | FIRST  | none
          H2         | change_at_most: 30%        | SECOND | none
          POSTGRESQL | change_at_most: 30%        | SECOND | none
          H2         | 'between: [0, 200]'        | FIRST  | so be it
          H2         | 'between: [0, 200]'        | SECOND | so be it
          """)
  void knowsNoOverrideThatLetsARunPassNothing(
      Database database, String guard, String launch, String kept) throws Exception {
    var guarded =
        Desk.EVERYONE.replace(
            "everyone: true }", "everyone: true }\n  expect: { %s }".formatted(guard));
    try (var desk = new Desk(database, folder).users(100).campaign("all", guarded)) {
      assertThat(here(desk).run("approve", "all.yaml", "--by", "Ann").exitCode()).isZero();
      desk.users(300);
      var override = new String[] {"--override", "so be it"};

      var first = launch(desk, launch.equals("FIRST") ? override : new String[0]);
      assertThat(first.exitCode()).as(first.err()).isEqualTo(3);
      here(desk).run("approve", "all.yaml", "--by", "Bob");
      var second = launch(desk, launch.equals("SECOND") ? override : new String[0]);

      assertThat(second.exitCode()).as(second.err()).isZero();
      assertThat(desk.reached()).hasSize(300);
      var said = first.err() + second.err();
      assertThat(said.contains("--override is of no use")).isEqualTo(kept.equals("none"));
      var report = JSON.readTree(here(desk).run("show", RUN, "--output", "json").out());
      assertThat(report.path("override").asString("none")).isEqualTo(kept);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isWhatARunWasMissedForThatLaunchesCameFor(Database database) throws Exception {
    var daily =
        Desk.EVERYONE.replace(
            "  at: launch", "  from: 2026-01-01\n  repeat: { every: day, at: \"09:00\" }");
    try (var office = new Office();
        var desk = new Desk(database, folder).users(2).campaign("all", daily)) {
      var settings = new HashMap<>(here(desk).variables());
      settings.put("MUSTER_ALERTS_WEBHOOKURL", office.webhook());
      var program = new ProgramHere(folder, settings);
      for (var clock : List.of("2026-01-31T12:00:00Z", "2026-02-01T10:00:00Z")) {
        assertThat(program.run("run", "all.yaml", "--clock", clock).exitCode()).isEqualTo(3);
      }

      var found = program.run("run", "all.yaml", "--clock", "2026-02-02T10:00:00Z");

      var why =
          "no launch that came could begin it, since nobody had approved what its file says, within"
              + " 24 h of it (catch_up: latest)";
      assertThat(found.err()).contains("all@2026-02-01T09:00:00Z: missed: " + why);
      var told = office.bodies().getLast();
      assertThat(told.path("reason").asString()).isEqualTo(why);
      assertThat(told.path("remedy").asString())
          .matches(
              "'muster approve .*all.yaml --by NAME' approves it, and then 'muster run .*all.yaml"
                  + " --planned 2026-02-01T09:00:00Z' makes up for it");
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepsWhatAGuardWouldRefuseAndSaysSo(Database database) throws Exception {
    var limited =
        Desk.EVERYONE.replace("everyone: true }", "everyone: true }\n  cap: { abort_above: 100 }");
    try (var desk = new Desk(database, folder).users(150).campaign("all", limited)) {
      var approved = here(desk).run("approve", "all.yaml", "--by", "Ann", "--output", "json");

      assertThat(approved.exitCode()).as(approved.err()).isEqualTo(3);
      assertThat(JSON.readTree(approved.out()).path("guards").path(1).path("holds").asBoolean())
          .isTrue();
      var refused = launch(desk);
      assertThat(refused.err())
          .contains("who.cap.abort_above allows 100; if that many are meant, 'muster restart");
      assertThat(launch(desk, "--override", "so be it").exitCode()).isZero();
      assertThat(desk.reached()).hasSize(150);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          status: draft             | Ann | expected a published campaign, found a draft; nothing was approved
          status: stopped           | Ann | expected a published campaign, found a stopped one; nothing was approved
          status: publisht          | Ann | status
          status: published         | ' ' | --by: expected a name of up to 200 characters, none of them a control character, found none
          status: published         | a\tb | --by: expected a name of up to 200 characters, none of them a control character, found 3 characters
          """)
  void keepsNothingWhereSomethingIsWrong(String status, String by, String said) throws Exception {
    try (var desk = new Desk(Database.H2, folder).users(1).campaign("all", Desk.EVERYONE)) {
      desk.change("all.yaml", "status: published", status);

      var ended = here(desk).run("approve", "all.yaml", "--by", by.replace("\\t", "\t"));

      assertThat(ended.exitCode()).as(ended.err()).isEqualTo(2);
      assertThat(ended.err()).contains(said);
      desk.change("all.yaml", status, "status: published");
      assertThat(launch(desk).exitCode()).isEqualTo(3);
    }
  }

  @Test
  void wantsAFileAndNoFolderOfThem() throws Exception {
    try (var desk = new Desk(Database.H2, folder).users(1).campaign("all", Desk.EVERYONE)) {
      Files.createDirectory(folder.resolve("jobs.yaml"));

      var ended = here(desk).run("approve", "jobs.yaml", "--by", "Ann");

      assertThat(ended.exitCode()).isEqualTo(2);
      assertThat(ended.err())
          .isEqualTo("jobs.yaml:1:1: yaml: expected a file, found a folder: jobs.yaml\n");
    }
  }

  @ParameterizedTest
  @EnumSource
  void areFoundOrMissedByACheck(Database database) throws Exception {
    try (var desk = new Desk(database, folder).users(2).campaign("all", Desk.EVERYONE)) {
      assertThat(here(desk).run("check", "all.yaml").out())
          .contains("nobody has approved what the file says now");

      assertThat(here(desk).run("approve", "all.yaml", "--by", "Ann").exitCode()).isZero();
      assertThat(here(desk).run("check", "all.yaml").out())
          .contains("what the file says now, for 2 users, by Ann at 20");

      desk.change("all.yaml", "Offer", "Another");
      assertThat(here(desk).run("check", "all.yaml").out())
          .contains("nobody has approved what the file says now");
    }
  }

  @Test
  void knowsWhatTheSettingMayBe() throws Exception {
    var ended = new ProgramHere(folder, Map.of("MUSTER_ACCOUNT_APPROVAL", "yes")).run("runs");

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err())
        .contains("setting muster.account.approval: expected none or required, found 'yes'");
  }

  @ParameterizedTest
  @EnumSource
  void saysThatNothingAsksForItWhereNothingDoes(Database database) throws Exception {
    try (var desk = new Desk(database, folder).users(1).campaign("all", Desk.EVERYONE)) {
      var ended =
          new ProgramHere(folder, desk.settings()).run("approve", "all.yaml", "--by", "Ann");

      assertThat(ended.exitCode()).as(ended.err()).isZero();
      assertThat(ended.err())
          .contains("muster.account.approval is none: runs are begun without an approval, too");
    }
  }

  private Program.Ended launch(Desk desk, String... more) throws Exception {
    var command = List.of("run", "all.yaml", "--planned", "2026-11-16T09:00:00Z");
    return here(desk).run(Stream.concat(command.stream(), Stream.of(more)).toArray(String[]::new));
  }

  private static String guards(Program.Ended ended) throws Exception {
    return JSON.readTree(ended.out()).path("guards").toString();
  }

  private ProgramHere here(Desk desk) {
    var settings = new HashMap<>(desk.settings());
    settings.put("MUSTER_ACCOUNT_APPROVAL", "required");
    return new ProgramHere(folder, settings);
  }
}
