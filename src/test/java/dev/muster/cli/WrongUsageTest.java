package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.Surroundings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WrongUsageTest {

  @Test
  void namesOptionsThatThereAreNotWithoutTheirValues() {
    assertThat(said("runs", "--write-key=k3y,'x'", "--password", "s3cret"))
        .startsWith("Unknown options: '--write-key=…', '--password', …")
        .doesNotContain("k3y", "s3cret");
  }

  @Test
  void namesArgumentsThatAreTooMany() {
    assertThat(said("runs", "all")).startsWith("Unmatched argument at index 1: 'all'");
  }

  private static String said(String... arguments) {
    var err = new StringWriter();
    var exitCode =
        new Muster(Surroundings.of(System.getenv(), Path.of("")))
            .commandLine(arguments)
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    assertThat(exitCode).isEqualTo(2);
    return err.toString();
  }
}
