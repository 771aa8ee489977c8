package dev.muster.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The program that puts a base and an overlay together: kubectl's, or the one by itself. */
final class Kustomize {
  private static final List<List<String>> COMMANDS =
      List.of(List.of("kubectl", "kustomize"), List.of("kustomize", "build"));

  private Kustomize() {}

  /**
   * What is applied to a cluster for a folder, as YAML. Complaints fail the test, and so do
   * warnings. Without the program, the test is skipped.
   */
  static String build(Path folder) throws IOException, InterruptedException {
    for (var command : COMMANDS) {
      Process process;
      try {
        process = start(command, folder);
      } catch (IOException noSuchProgram) {
        continue;
      }
      process.getOutputStream().close();
      var said = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor()).as(said).isZero();
      return said;
    }
    return abort("there is neither kubectl nor kustomize on the PATH: install one of them");
  }

  private static Process start(List<String> command, Path folder) throws IOException {
    var line = Stream.concat(command.stream(), Stream.of(folder.toString())).toList();
    return new ProcessBuilder(line).redirectErrorStream(true).start();
  }
}
