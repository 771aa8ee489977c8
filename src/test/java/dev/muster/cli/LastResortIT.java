package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Processes of which something hangs. */
class LastResortIT {
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          lock   | 1   | it could not be renewed: No space left on device
          answer | 1   | failed
          stop   | 143 | asked to stop
          close  | 3   | The database could not be closed
          exit   | 3   | ''
          """)
  void endAllTheSame(String what, int exitCode, String said) throws Exception {
    var out = folder.resolve("out");
    var err = folder.resolve("err");
    var process =
        new ProcessBuilder(
                JAVA.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Hangs.class.getName(),
                what)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("it ends").isTrue();
    } finally {
      process.destroyForcibly();
    }

    assertThat(process.exitValue()).as(Files.readString(err)).isEqualTo(exitCode);
    assertThat(Files.readString(err)).contains(said).doesNotContain("\tat ");
    if (what.equals("lock")) {
      assertThat(Files.readString(out))
          .contains("\"runs\"", "\"error\"", said, "\"exit_code\" : 1");
    }
  }
}
