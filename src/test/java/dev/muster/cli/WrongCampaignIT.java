package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Campaign files that cannot be run, each for another reason, beside one that can. */
class WrongCampaignIT {
  private static final List<String> FAULTS =
      List.of(
          "broken.yaml:2:1: yaml: ",
          "cut.yaml:6:21: who.audience.list: ",
          "folder.yaml:6:21: who.audience.list: ",
          "query.yaml: query.sql: expected a query that returns user_id, but the database says: ");
  private static final List<String> NOTES =
      List.of(
          "draft.yaml: is a draft and is left; set 'status: published' to run it",
          "stopped.yaml: is stopped and is left");

  @TempDir private Path folder;

  private Desk desk(Database database) throws Exception {
    return new Desk(database, folder)
        .users(3)
        .campaign("all", Desk.EVERYONE)
        .file("broken.yaml", "campaign: [broken\n")
        .campaign("cut", audience("list: cut.csv"))
        .file("cut.csv", "user_id,plan\nu1,pro\nu2")
        .campaign("folder", audience("list: lists"))
        .file("lists/list.csv", "user_id\nu1\n")
        .campaign("query", audience("sql: query.sql"))
        .file("query.sql", "select user_id from no_such_table")
        .campaign("draft", Desk.EVERYONE)
        .change("draft.yaml", "published", "draft")
        .campaign("stopped", Desk.EVERYONE)
        .change("stopped.yaml", "published", "stopped");
  }

  private static String audience(String condition) {
    return Desk.EVERYONE.replace("everyone: true", condition);
  }

  @ParameterizedTest
  @EnumSource
  void doNotHinderTheOthersAndAreSaidOnStandardOutput(Database database) throws Exception {
    try (var desk = desk(database)) {
      var ended =
          desk.program()
              .run(
                  "run",
                  "missing.yaml",
                  "broken.yaml",
                  "cut.yaml",
                  "folder.yaml",
                  "query.yaml",
                  "draft.yaml",
                  "stopped.yaml",
                  "all.yaml");

      assertThat(ended.exitCode()).as(ended.err()).isEqualTo(2);
      assertThat(ended.out()).contains("missing.yaml:1:1: yaml: expected a file");
      assertThat(ended.out()).contains(FAULTS).contains("COMPLETED");
      assertThat(ended.err()).contains(NOTES).doesNotContain("\tat ");
      assertThat(desk.reached()).containsExactlyInAnyOrder("u1", "u2", "u3");
    }
  }

  @Test
  void areSaidOnStandardErrorBesideJson() throws Exception {
    try (var desk = desk(Database.H2)) {
      var ended = desk.program().run("run", ".", "all.yaml", "--output", "json");

      assertThat(ended.exitCode()).as(ended.err()).isEqualTo(2);
      assertThat(Desk.json(ended).path("runs")).hasSize(1);
      assertThat(Desk.run(ended, 0).path("status").asString()).isEqualTo("completed");
      assertThat(ended.err()).contains(FAULTS.subList(0, 3)).contains(NOTES);
      assertThat(desk.reached()).containsExactlyInAnyOrder("u1", "u2", "u3");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "json"})
  void areNamedWithoutWhatWouldCommandATerminal(String output) throws Exception {
    try (var desk = desk(Database.H2)) {
      Files.createDirectories(desk.path("c/\u001b[31m"));
      var ended =
          desk.program()
              .run("run", "c/x\u001b[31m.yaml", "c/\u001b[31m", "all.yaml", "--output", output);
      var folder = desk.program().run("run", "c/\u001b[31m");

      assertThat(ended.exitCode()).as(ended.err()).isEqualTo(2);
      assertThat(folder.exitCode()).as(folder.err()).isEqualTo(2);
      assertThat(ended.out() + ended.err() + folder.out() + folder.err())
          .contains("\\u001B[31m")
          .doesNotContain("\u001b");
    }
  }

  @Test
  void areNoFaultWhenTheyAreOnlyLeft() throws Exception {
    try (var desk = desk(Database.H2)) {
      Files.createDirectories(desk.path("jobs"));
      for (var name : List.of("all.yaml", "draft.yaml", "stopped.yaml")) {
        Files.move(desk.path(name), desk.path("jobs").resolve(name));
      }
      var ended = desk.program().run("run", "jobs", "--output", "json");

      assertThat(ended.exitCode()).as(ended.err()).isZero();
      assertThat(Desk.json(ended).path("runs")).isEmpty();
      assertThat(ended.err())
          .contains("all.yaml: is planned 'at: launch' and starts only when its file is named")
          .contains("draft.yaml: is a draft")
          .contains("stopped.yaml: is stopped");
      assertThat(desk.sandbox().stats().requests()).isZero();
    }
  }
}
