package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Commands that look at runs, asked to end before they have anything to answer. */
class CutShortIT {
  private static final String ASKED = "asked to stop before ";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "estimate all.yaml,                     there was an answer",
    "preview all.yaml,                      there was an answer",
    "diff all.yaml all.yaml,                there was an answer",
    "approve all.yaml --by ann,             it was approved; nothing is kept",
    "send-test all.yaml --user u1,          all tests were answered; some may have arrived"
  })
  void saySoInEitherForm(String command, String before) throws Exception {
    try (var desk = new Desk(Database.H2, folder)) {
      desk.profiles("{\"user_id\": \"u1\"}").campaign("all", Desk.EVERYONE);
      var program = new ProgramHere(folder, desk.settings());

      var text = program.runAskedToStop(command.split(" "));

      assertThat(text.exitCode()).as(text.err()).isEqualTo(143);
      assertThat(text.out()).isEmpty();
      assertThat(text.err()).endsWith(ASKED + before + "\n");

      var json = program.runAskedToStop((command + " --output json").split(" "));

      assertThat(json.exitCode()).isEqualTo(143);
      var error = new JsonMapper().readTree(json.out()).path("error");
      assertThat(error.path("message").asString()).isEqualTo(ASKED + before);
      assertThat(error.path("exit_code").asInt()).isEqualTo(143);
    }
  }
}
