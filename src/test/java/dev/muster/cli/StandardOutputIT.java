package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.muster.Database;
import dev.muster.app.Surroundings;
import dev.muster.sandbox.Fault;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers that do not arrive: a disk that is full, a reader who has gone. */
class StandardOutputIT {
  private static final Path FULL = Path.of("/dev/full");
  private static final String RUN = "all@2026-11-16T09:00:00Z";
  private static final String LOST = "standard output cannot be written: No space left on device";

  private static final String[] LAUNCH = {
    "run", "all.yaml", "--planned", "2026-11-16T09:00:00Z", "--output", "json"
  };
  private static final String DAILY =
      "from: 2026-12-01\n  repeat: { every: day, at: \"09:00\" }\n  timezone: UTC";

  /** Commands that leave the process as it is, and what each ends with when its answer is lost. */
  private static final String COMMANDS =
      """
      1 | runs
      1 | runs --output json
      1 | show RUN
      1 | show RUN --rejections
      1 | show RUN --rejections --output json
      1 | explain RUN u1
      1 | explain RUN u1 --output json
      1 | report RUN
      1 | report RUN --format json
      2 | abandon RUN --output json
      1 | validate all.yaml
      1 | validate all.yaml --output json
      2 | validate broken.yaml
      1 | schema
      1 | schedule daily.yaml
      1 | check all.yaml
      1 | check all.yaml --output json
      1 | import profiles more.ndjson
      1 | import profiles bad.ndjson --output json
      1 | import events events.csv
      1 | prune --older-than 90d
      1 | prune --older-than 90d --output json
      1 | completion bash
      1 | --help
      1 | run --help
      1 | --version
      """
          .replace("RUN", RUN);

  @TempDir private Path folder;

  @BeforeAll
  static void thereIsSuchADevice() {
    assumeThat(FULL).as("a device that is always full").exists();
  }

  @Test
  void isNoSuccessWhenItIsLost() throws Exception {
    try (var desk = desk()) {
      var program = desk.program().withOutput("> " + FULL);
      var soft = new SoftAssertions();
      for (var command :
          List.of(
              LAUNCH,
              new String[] {"run", "all.yaml", "--planned", "2026-11-16T10:00:00Z"},
              new String[] {"restart", RUN},
              new String[] {"retry-rejected", RUN, "--output", "json"})) {
        var ended = program.run(command);
        var row = String.join(" ", command) + ": " + ended.err();
        soft.assertThat(ended.exitCode()).as(row).isEqualTo(1);
        soft.assertThat(ended.err()).as(row).containsOnlyOnce(LOST).doesNotContain("\tat ");
      }
      soft.assertAll();

      // The runs are done all the same.
      program.withFilesOfAnySize();
      assertThat(desk.reached()).hasSize(2 * 2);
      var runs = Desk.json(program.run("runs", "--output", "json")).path("runs");
      assertThat(runs.findValuesAsString("status")).containsOnly("completed").hasSize(2);
    }
  }

  @Test
  void isNoSuccessOfCommandsThatOnlyAnswer() throws Exception {
    try (var desk = desk()) {
      assertThat(desk.program().run(LAUNCH).exitCode()).isEqualTo(4);
      var soft = new SoftAssertions();
      for (var row : COMMANDS.lines().toList()) {
        var cells = row.split(" \\| ", 2);
        var err = new StringWriter();
        soft.assertThat(muster(desk, cells[1], err))
            .as(row + ": " + err)
            .isEqualTo(Integer.parseInt(cells[0]));
        soft.assertThat(err.toString()).as(row).containsOnlyOnce(LOST);
      }
      soft.assertAll();
    }
  }

  private int muster(Desk desk, String command, StringWriter err) throws IOException {
    var muster = new Muster(Surroundings.of(desk.settings(), folder));
    try (var full = new FileOutputStream(FULL.toFile())) {
      return Muster.execute(
          new StandardOutput(full),
          muster.commandLine().setErr(new PrintWriter(err, true)),
          command.split(" "));
    }
  }

  @Test
  void isEnoughForWhoeverReadsNoFurther() throws Exception {
    try (var desk = desk()) {
      assertThat(desk.program().run(LAUNCH).exitCode()).isEqualTo(4);
      desk.program().withOutput("| true");
      for (var command : List.of("report " + RUN, "schema")) {
        var ended = desk.program().run(command.split(" "));

        assertThat(ended.exitCode()).as(command + ": " + ended.err()).isZero();
        assertThat(ended.err()).as(command).isEmpty();
      }
    }
  }

  /** Of a log that is lost nobody can be told: it must not end a run. */
  @Test
  void isWhatCountsWhenTheLogIsLost() throws Exception {
    try (var desk = desk()) {
      var done = desk.program().withOutput("2> " + FULL).run(LAUNCH);

      assertThat(done.exitCode()).isEqualTo(4);
      assertThat(Desk.run(done, 0).path("status").asString()).isEqualTo("completed");
    }
  }

  /** Of a file, its disk is full; of bad rows, there are more than a file can hold. */
  @Test
  void isToldApartFromOtherPlacesThatAreFull() throws Exception {
    try (var desk = desk().file("bad.csv", "user_id\n7\n" + " ,\n".repeat(9_000))) {
      desk.program().run(LAUNCH);
      var report = desk.program().run("report", RUN, "--out", FULL.toString());
      var rejected = desk.program().withFilesOfAtMost(32).run("import", "profiles", "bad.csv");

      assertThat(report.exitCode()).as(report.err()).isEqualTo(1);
      assertThat(report.err())
          .isEqualTo("--out /dev/full: cannot be written: No space left on device\n");
      assertThat(rejected.exitCode()).as(rejected.err()).isEqualTo(1);
      assertThat(rejected.err())
          .isEqualTo(
              "bad.csv: has bad rows, which cannot be written to bad.csv.rejected: File too large;"
                  + " nothing was imported\n");
      try (var files = Files.list(folder)) {
        assertThat(files).noneMatch(file -> file.getFileName().toString().startsWith("bad.csv."));
      }
    }
  }

  /** Three users, one of whom the receiver does not like. */
  private Desk desk() throws Exception {
    return new Desk(Database.POSTGRESQL, folder)
        .users(3)
        .campaign("all", Desk.EVERYONE)
        .campaign("daily", Desk.EVERYONE.replace("at: launch", DAILY))
        .file("broken.yaml", "campaign: broken\n")
        .file("more.ndjson", "{\"user_id\": \"u1\"}\n")
        .file("bad.ndjson", "{\"user_id\": \" \"}\n")
        .file("events.csv", "user_id,event,occurred_at\nu1,Charged,2026-11-01T00:00:00Z\n")
        .faults(new Fault(new Fault.Containing("\"u3\""), new Fault.Status(400, Map.of(), null)));
  }
}
