package dev.muster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A script of {@code src/test/node}, which answers lines by lines. */
public record NodeScript(String name) {
  private static final Path HOME = Path.of("src/test/node");
  private static final String REMEDY = "run npm ci --prefix " + HOME;
  private static final Duration LIMIT = Duration.ofMinutes(10);

  /** What keeps scripts from being run on this machine, and the remedy. */
  public static Optional<String> absence() {
    try {
      new ProcessBuilder("node", "--version").start().destroy();
    } catch (IOException noSuchProgram) {
      return Optional.of(
          "there is no node on the PATH: install Node.js 18 or later, then " + REMEDY);
    }
    return Files.isDirectory(HOME.resolve("node_modules"))
        ? Optional.empty()
        : Optional.of("the libraries for Node.js are not installed: " + REMEDY);
  }

  /**
   * What it answers; a complaint of its own fails the test.
   *
   * @param folder where what is asked and answered is kept
   */
  public List<String> answers(Path folder, List<String> asked)
      throws IOException, InterruptedException {
    var questions = Files.write(Files.createTempFile(folder, "asked", ".ndjson"), asked);
    var answered = Files.createTempFile(folder, "answered", ".ndjson");
    var complaints = Files.createTempFile(folder, "complaints", ".txt");
    var node =
        new ProcessBuilder("node", HOME.resolve(name).toString())
            .redirectInput(questions.toFile())
            .redirectOutput(answered.toFile())
            .redirectError(complaints.toFile())
            .start();
    if (!node.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      node.descendants().forEach(ProcessHandle::destroyForcibly);
      node.destroyForcibly();
      throw new AssertionError("node still runs after " + LIMIT);
    }
    assertThat(node.exitValue()).as(Files.readString(complaints)).isZero();
    return Files.readAllLines(answered);
  }
}
