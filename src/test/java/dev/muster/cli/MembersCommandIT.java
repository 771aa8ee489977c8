package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Counted;
import dev.muster.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code muster members}: who was in a run, for others to join on. */
class MembersCommandIT {
  private static final String RUN = "all@2026-11-16T09:00:00Z";
  private static final String[] COMMAND = {"run", "all.yaml", "--planned", "2026-11-16T09:00:00Z"};
  private static final String HEADER = "user_id,recipient,verdict,due_at,accepted_at,code";
  private static final int MANY = 20_000;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void listsThemAsCsvAndNdjson(Database database) throws Exception {
    try (var desk =
        new Desk(database, folder)
            .profiles(
                """
                {"user_id": "a,b", "email": "a@example.com"}
                {"user_id": "u2", "email": "b@example.com", "text": "%s"}
                """
                    .formatted("x".repeat(40_000)))
            .campaign("all", Desk.EVERYONE.replace("[email]", "[email, text]"))) {
      desk.program().run(COMMAND);

      var csv = desk.program().run("members", RUN);
      assertThat(csv.exitCode()).as(csv.err()).isZero();
      assertThat(csv.err()).isEmpty();
      assertThat(csv.out().replaceAll(",20[0-9]{2}-[^,\n]*Z,\n", ",ACCEPTED,\n"))
          .isEqualTo(
              """
              user_id,recipient,verdict,due_at,accepted_at,code
              "a,b","a,b",accepted,2026-11-16T09:00:00Z,ACCEPTED,
              u2,u2,invalid,2026-11-16T09:00:00Z,,too_large
              """);

      var ndjson =
          desk.program().run("members", RUN, "--format", "ndjson", "--verdict", "control,invalid");
      assertThat(ndjson.exitCode()).as(ndjson.err()).isZero();
      assertThat(ndjson.out())
          .isEqualTo(
              "{\"user_id\":\"u2\",\"recipient\":\"u2\",\"verdict\":\"invalid\","
                  + "\"due_at\":\"2026-11-16T09:00:00Z\",\"accepted_at\":null,"
                  + "\"code\":\"too_large\"}\n");
    }
  }

  @ParameterizedTest
  @EnumSource
  void listsManyInLittleMemoryAndStopsQuietlyWhenNobodyReadsOn(Database database) throws Exception {
    try (var desk =
        new Desk(database, folder)
            .users(MANY)
            .campaign(
                "all",
                Desk.EVERYONE.replace(
                    "everyone: true }", "everyone: true }\n  control_group: { percent: 10 }"))) {
      assertThat(desk.program().run(COMMAND).exitCode()).isZero();

      var written = desk.program().withJvm("-Xmx64m").run("members", RUN, "--out", "all.csv");
      assertThat(written.exitCode()).as(written.err()).isZero();
      assertThat(written.out() + written.err()).isEmpty();
      var control =
          desk.program().run("members", RUN, "--verdict", "control", "--out", "control.csv");
      var accepted =
          desk.program().run("members", RUN, "--verdict", "accepted", "--out", "accepted.csv");
      assertThat(List.of(control.exitCode(), accepted.exitCode())).containsOnly(0);
      assertThat(lines("all.csv")).hasSize(MANY + 1).startsWith(HEADER);
      var reached = Counted.of(desk.reached());
      assertThat(users("control.csv")).isNotEmpty().noneMatch(reached::containsKey);
      assertThat(Counted.of(users("accepted.csv"))).isEqualTo(reached);
      var both =
          desk.program()
              .run(
                  "members",
                  RUN,
                  "--verdict=accepted",
                  "--verdict=control",
                  "--verdict",
                  "rejected,invalid",
                  "--out",
                  "both.csv");
      assertThat(both.exitCode()).as(both.err()).isZero();
      assertThat(lines("both.csv")).isEqualTo(lines("all.csv"));
      assertThat(Counted.of(users("all.csv")))
          .isEqualTo(Counted.of(IntStream.rangeClosed(1, MANY).mapToObj(i -> "u" + i).toList()));
      assertThat(partFiles()).isEmpty();

      for (var lines : List.of("0", "1", "300")) {
        var head = desk.program().withOutput("| head -n " + lines).run("members", RUN);
        assertThat(head.exitCode()).as(head.err()).isZero();
        assertThat(head.err()).isEmpty();
        assertThat(head.out().lines()).hasSize(Integer.parseInt(lines));
      }
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void saysThatItCannotWrite() throws Exception {
    try (var desk = new Desk(Database.H2, folder).users(3).campaign("all", Desk.EVERYONE)) {
      desk.program().run(COMMAND);

      assertComplaint(
          desk.program().run("members", RUN, "--out", "nowhere/all.csv"),
          2,
          "--out nowhere/all.csv: cannot be written: there is no such folder\n");
      Files.createDirectory(folder.resolve("folder"));
      var toFolder = desk.program().run("members", RUN, "--out", "folder");
      assertThat(toFolder.exitCode()).isEqualTo(2);
      assertThat(toFolder.err()).startsWith("--out folder: cannot be written: ").hasLineCount(1);
      var device = desk.program().run("members", RUN, "--out", "/dev/full");
      assertThat(device.exitCode()).isEqualTo(1);
      assertThat(device.err())
          .isEqualTo("--out /dev/full: cannot be written: No space left on device\n");
      assertComplaint(
          desk.program().withOutput("> /dev/full").run("members", RUN),
          1,
          "standard output cannot be written: No space left on device\n");
      desk.program().withFilesOfAnySize();

      // What was there stays until there is a whole.
      desk.file("all.csv", "before");
      assertThat(desk.program().run("members", RUN, "--out", "all.csv").exitCode()).isZero();
      assertThat(users("all.csv")).containsExactlyInAnyOrder("u1", "u2", "u3");
      Files.createSymbolicLink(folder.resolve("link.csv"), Path.of("all.csv"));
      assertThat(
              desk.program()
                  .run("members", RUN, "--verdict", "control", "--out", "link.csv")
                  .exitCode())
          .isZero();
      assertThat(lines("all.csv")).containsExactly(HEADER);
      assertThat(Files.isSymbolicLink(folder.resolve("link.csv"))).isTrue();
      assertThat(partFiles()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --verdict reached            | expected one of suppressed, system_control, control,
          --verdict accepted,,control   | found ''
          --verdict accepted --verdict x,control | found 'x'
          --format json                | Invalid value for option '--format'
          """)
  void namesTheVerdictsThatThereAre(String options, String message) throws Exception {
    var ended = new Program(folder).run(("members " + RUN + " " + options).split(" "));

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err()).contains(message).doesNotContain("\tat ");
    assertThat(ended.out()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void saysWhichRunsHaveNoMembers(Database database) throws Exception {
    try (var desk = new Desk(database, folder).users(3).campaign("all", Desk.EVERYONE)) {
      assertComplaint(
          desk.program().run("members", RUN),
          2,
          "there is no run " + RUN + "; 'muster runs' lists those there are\n");
      desk.execute(
          "insert into muster_run (campaign, planned_at, as_of, account_timezone, partitions,"
              + " status, started_at) values ('all', timestamp with time zone '2026-11-16"
              + " 09:00:00+00', timestamp with time zone '2026-11-16 09:00:00+00', 'UTC', 4,"
              + " 'running', timestamp with time zone '2026-11-16 09:00:00+00')");

      var planned = desk.program().run("members", RUN);
      assertThat(planned.exitCode()).isZero();
      assertThat(planned.out()).isEqualTo(HEADER + "\n");
      assertThat(planned.err())
          .isEqualTo(
              RUN
                  + ": has no members yet: it is running, and its users have not gone through the"
                  + " gates\n");
      var json = desk.program().run("members", RUN, "--format", "ndjson");
      assertThat(json.exitCode()).isZero();
      assertThat(json.out()).isEmpty();

      desk.execute("delete from muster_run");
      assertThat(desk.program().run(COMMAND).exitCode()).isZero();
      desk.execute("update muster_run set ended_at = ended_at - interval '91' day");
      desk.program().run("prune", "--older-than", "90d");
      var pruned = desk.program().run("members", RUN);
      assertThat(pruned.exitCode()).isEqualTo(2);
      assertThat(pruned.out()).isEmpty();
      assertThat(pruned.err())
          .startsWith(RUN + ": was pruned at ")
          .endsWith(": its users are known no more; 'muster report " + RUN + "' shows its sums\n")
          .hasLineCount(1);
    }
  }

  private static void assertComplaint(Program.Ended ended, int exitCode, String err) {
    assertThat(ended.err()).isEqualTo(err);
    assertThat(ended.exitCode()).isEqualTo(exitCode);
    assertThat(ended.out()).isEmpty();
  }

  private List<String> lines(String file) throws Exception {
    return Files.readAllLines(folder.resolve(file));
  }

  private List<String> users(String file) throws Exception {
    return lines(file).stream().skip(1).map(line -> line.replaceFirst(",.*", "")).toList();
  }

  private List<Path> partFiles() throws Exception {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".part")).toList();
    }
  }
}
