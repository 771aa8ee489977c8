package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the shells themselves make of the scripts. */
class CompletionCommandIT {
  /** Complete, as if the tabulator were pressed after these words. */
  private static final String BASH =
      """
      source "$0"
      COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMP_POINT=${#COMP_LINE}
      COMP_TYPE=9 _complete_muster muster "${@: -1}" "${@: -2:1}" 2>/dev/null
      printf '%s\\n' "${COMPREPLY[@]}"
      """;

  private static final String ZSH =
      """
      cd "$2"
      zmodload zsh/zpty
      zpty shell zsh -f -i
      zpty -w shell "PS1=; source $1; zstyle ':completion:*' list-prompt ''; print rea''dy"
      zpty -r -m shell said '*ready*'
      zpty -n -w shell "$3"$'\\t'
      zpty -r -m shell said "*$4*" && print -r -- "$4"
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          muster ret                        | retry-rejected
          muster run --acc                  | --accept-duplicates
          muster run --output j             | json
          muster members x --verdict rej    | rejected
          muster import pr                  | profiles
          muster completion z               | zsh
          """,
      delimiter = '|')
  void completesInBash(String line, String completed) throws Exception {
    var words = Stream.of(line.split(" "));
    var said =
        said(
            Stream.concat(Stream.of("bash", "-c", BASH, script("bash")), words)
                .toArray(String[]::new));

    assertThat(said.lines().map(String::strip)).containsExactly(completed);
  }

  @ParameterizedTest
  @CsvSource({"muster retr, retry-rejected", "muster run --acc, --accept-duplicates"})
  void completesInZsh(String line, String completed) throws Exception {
    assumeThat(isThere("zsh")).as("zsh is there").isTrue();

    assertThat(said("zsh", "-f", "-c", ZSH, "-", script("zsh"), folder.toString(), line, completed))
        .isEqualToIgnoringNewLines(completed);
  }

  @Test
  void namesTheShellsThatItKnows() throws Exception {
    var ended = muster("completion", "fish");

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err()).contains("bash").contains("zsh").contains("fish");
  }

  private Program.Ended muster(String... arguments) throws Exception {
    return new ProgramHere(folder, Map.of()).run(arguments);
  }

  private String script(String shell) throws Exception {
    var ended = muster("completion", shell);
    assertThat(ended.exitCode()).isZero();
    assertThat(ended.err()).isEmpty();
    return Files.writeString(folder.resolve(shell), ended.out()).toString();
  }

  private static boolean isThere(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
  }

  private static String said(String... command) throws Exception {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return said;
  }
}
