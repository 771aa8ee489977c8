package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Command lines and settings that are wrong: one clear message on standard error, exit code 2. */
class WrongUsageIT {

  @TempDir private Path folder;

  @BeforeEach
  void writeACampaign() throws Exception {
    Files.writeString(
        folder.resolve("all.yaml"),
        "campaign: all\nname: All\nowner: growth@example.com\nstatus: published\n" + Desk.EVERYONE);
    Files.createDirectories(folder.resolve("empty"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          run                                     | Missing required parameter: 'PATH'
          run all.yaml --nope                     | Unknown option: '--nope'
          run all.yaml --planned 7-Dec-2026       | '--planned': expected an instant such as 2026-12-07T14:00:00Z, found '7-Dec-2026'
          run all.yaml --planned 2999-01-01T00:00:00Z | --planned: expected a time that has come, found 2999-01-01T00:00:00Z
          run empty                               | empty: expected campaign files (*.yaml, *.yml) in the folder, found none
          """)
  void saysWhatIsWrongWithTheCommandLine(String arguments, String message) throws Exception {
    var ended = new Program(folder).run(arguments.split(" "));

    assertWrong(ended, message);
    assertThat(folder.resolve("data")).as("the database was not even asked").doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          run --output json                            | Missing required parameter: 'PATH'
          run all.yaml --nope --output=json            | Unknown option: '--nope'
          run nowhere.yaml --output json               | nowhere.yaml
          run all.yaml --output json --planned 2999-01-01T00:00:00Z | --planned: expected a time that has come, found 2999-01-01T00:00:00Z
          runs --campaign All --output json            | --campaign: expected a campaign's id, found All
          show all@2026-11-16T09:00:00Z --output json  | there is no run all@2026-11-16T09:00:00Z
          restart all@2026-11-16T09:00:00Z --output json | there is no run all@2026-11-16T09:00:00Z
          abandon all --output json                    | expected a run such as winback@2026-12-07T14:00:00Z, found: all
          retry-rejected all@now --output json         | expected a run such as winback@2026-12-07T14:00:00Z, found: all@now
          explain all@2026-11-16T09:00:00Z u1 --output json | there is no run all@2026-11-16T09:00:00Z
          prune --older-than 90 --output json          | --older-than: expected a duration such as 30s
          """)
  void isSaidAsJsonWhereThatIsAskedFor(String arguments, String message) throws Exception {
    var program =
        new Program(folder)
            .with("SEGMENT_API", "http://127.0.0.1:1")
            .withSecret("SEGMENT_WRITE_KEY", Desk.WRITE_KEY);

    var ended = program.run(arguments.split(" "));

    assertThat(ended.exitCode()).as(ended.err()).isEqualTo(2);
    assertThat(ended.err()).contains(message);
    var error = Desk.json(ended).path("error");
    assertThat(error.path("message").asString()).contains(message);
    assertThat(error.path("exit_code").asInt()).isEqualTo(2);
  }

  @Test
  void isEscapedWhereARunsIdHasWhatCommandsTheTerminal() throws Exception {
    var ended = new Program(folder).run("show", "all@\u001b[31m\nred");

    assertWrong(ended, "found: all@\\u001B[31m\\u000Ared");
    assertThat(ended.err()).doesNotContain("\u001b").hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          MUSTER_DELIVERY_PARTITIONS   | many         | muster.delivery.partitions: expected a whole number, found 'many'
          MUSTER_DELIVERY_CHUNKSIZE    | 0            | muster.delivery.chunk-size: expected 1 or more, found 0
          MUSTER_DELIVERY_BACKOFFMAX   | soon         | muster.delivery.backoff-max: expected a duration such as 500ms, 10s or 15m, found 'soon'
          MUSTER_LIVE_KEEPRUNS         | 5m           | muster.live.keep-runs: expected 1h to 3650d, found 'PT5M'
          MUSTER_ACCOUNT_TIMEZONE      | Mars/Olympus | muster.account.timezone: expected a time zone such as Europe/Berlin, found 'Mars/Olympus'
          SEGMENT_API                  | http://example.com | SEGMENT_API, --segment-api): expected us, eu, sandbox, or an https address
          SEGMENT_WRITE_KEY            | ''           | no write key: set SEGMENT_WRITE_KEY
          """)
  void saysWhatIsWrongWithASetting(String setting, String value, String message) throws Exception {
    var program =
        new Program(folder)
            .with("MUSTER_DATABASE_URL", "jdbc:h2:mem:none")
            .with("SEGMENT_API", "sandbox")
            .with("SEGMENT_WRITE_KEY", Desk.WRITE_KEY)
            .with(setting, value);
    if (value.isEmpty()) {
      program.with("SEGMENT_API", "us");
    }

    assertWrong(program.run("run", "all.yaml"), message);
  }

  @Test
  void namesTheRunsThatThereAreNot() throws Exception {
    try (var desk = new Desk(Database.H2, folder)) {
      assertWrong(
          desk.program().run("show", "all@2026-11-16T09:00:00Z"),
          "there is no run all@2026-11-16T09:00:00Z; 'muster runs' lists those there are");
      assertWrong(
          desk.program().run("report", "all@monday"),
          "expected a run such as winback@2026-12-07T14:00:00Z, found: all@monday");
    }
  }

  private static void assertWrong(Program.Ended ended, String message) {
    assertThat(ended.exitCode()).as(ended.err()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains(message);
    assertThat(List.of(ended.err().strip().split("\n"))).hasSizeLessThanOrEqualTo(2);
  }
}
