package dev.muster.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Prometheus' own judge of rules and metrics. Without the program, the test is skipped. */
final class Promtool {
  private Promtool() {}

  /** Has it say yes to a file. */
  static void accepts(Path file, String... command) throws IOException, InterruptedException {
    var line =
        Stream.of(Stream.of("promtool"), Stream.of(command), Stream.of(file.toString()))
            .flatMap(each -> each)
            .toList();
    var process = started(line);
    process.getOutputStream().close();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  private static Process started(List<String> line) {
    try {
      return new ProcessBuilder(line).redirectErrorStream(true).start();
    } catch (IOException e) {
      return abort("there is no promtool on the PATH: install Debian's package prometheus");
    }
  }
}
