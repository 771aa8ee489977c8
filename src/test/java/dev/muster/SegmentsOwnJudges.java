package dev.muster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Three of Segment's own JavaScript libraries, which judge messages in a process of Node.js.
 *
 * @param folder where what is asked and answered is kept
 */
record SegmentsOwnJudges(Path folder) {
  private static final Path HOME = Path.of("src/test/node");
  private static final String REMEDY = "run npm ci --prefix " + HOME;
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final JsonMapper JSON = new JsonMapper();

  /** What keeps them from judging on this machine, and the remedy. */
  static Optional<String> absence() {
    try {
      new ProcessBuilder("node", "--version").start().destroy();
    } catch (IOException noSuchProgram) {
      return Optional.of(
          "there is no node on the PATH: install Node.js 18 or later, then " + REMEDY);
    }
    return Files.isDirectory(HOME.resolve("node_modules"))
        ? Optional.empty()
        : Optional.of("Segment's libraries are not installed: " + REMEDY);
  }

  /**
   * Has all three judge each message.
   *
   * @param messages JSON objects, as a receiver sees them
   */
  List<Judgement> judge(List<String> messages) throws Exception {
    var asked = Files.write(Files.createTempFile(folder, "asked", ".ndjson"), messages);
    var answered = Files.createTempFile(folder, "answered", ".ndjson");
    var complaints = Files.createTempFile(folder, "complaints", ".txt");
    var node =
        new ProcessBuilder("node", HOME.resolve("judge.mjs").toString())
            .redirectInput(asked.toFile())
            .redirectOutput(answered.toFile())
            .redirectError(complaints.toFile())
            .start();
    if (!node.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      node.destroyForcibly();
      throw new AssertionError("node still runs after " + LIMIT);
    }
    assertThat(node.exitValue()).as(Files.readString(complaints)).isZero();
    var judgements = Files.readAllLines(answered).stream().map(Judgement::of).toList();
    assertThat(judgements).hasSameSizeAs(messages);
    return judgements;
  }

  /**
   * What became of one message.
   *
   * @param verdicts by the judge's name: {@code accepts}, or why it does not
   * @param read the message as a destination reads it
   */
  record Judgement(Map<String, String> verdicts, JsonNode read) {
    private static Judgement of(String line) {
      var answer = JSON.readTree(line);
      var verdicts = new LinkedHashMap<String, String>();
      answer
          .get("verdicts")
          .properties()
          .forEach(verdict -> verdicts.put(verdict.getKey(), verdict.getValue().asString()));
      return new Judgement(verdicts, answer.get("read"));
    }
  }
}
