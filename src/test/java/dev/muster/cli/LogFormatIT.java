package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.log.LogFormat;
import dev.muster.log.StandardError;
import dev.muster.sandbox.Fault;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Standard error as programs collect it: {@code MUSTER_LOG_FORMAT}. */
class LogFormatIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String TIME = "2026-11-16T09:00:00Z";
  private static final String RUN = "all@" + TIME;

  private static final String COMMANDS =
      """
      2 | run
      2 | run all.yaml --nonsense
      2 | rum all.yaml
      2 | show all@2026-11-17T09:00:00Z
      2 | run no-such-file.yaml
      2 | run all.yaml --planned 2999-01-01T00:00:00Z
      0 | runs
      0 | prune --older-than 1d
      2 | validate broken.yaml
      2 | schedule broken.yaml
      0 | estimate all.yaml
      0 | check all.yaml
      0 | import profiles more.ndjson
      0 | approve all.yaml --by Ann
      0 | --help
      """;

  @TempDir private Path folder;

  /** All lines; one that is no object fails. */
  private static List<JsonNode> lines(String err) {
    var lines = err.lines().map(JSON::readTree).toList();
    assertThat(lines)
        .as(err)
        .isNotEmpty()
        .allSatisfy(line -> {
          assertThat(line.path("@timestamp").asString()).endsWith("Z");
          assertThat(line.path("log").path("level").asString()).isNotEmpty();
          assertThat(line.path("message").asString()).isNotBlank();
          assertThat(line.path("service").path("name").asString()).isEqualTo("muster");
          assertThat(line.path("ecs").path("version").asString()).isNotEmpty();
        });
    return lines;
  }

  private static List<String> actions(List<JsonNode> lines) {
    return lines.stream().map(LogFormatIT::action).filter(action -> !action.isEmpty()).toList();
  }

  private static String action(JsonNode line) {
    return line.path("event").path("action").asString("");
  }

  private static JsonNode event(List<JsonNode> lines, String action) {
    return lines.stream()
        .filter(line -> action(line).equals(action))
        .findFirst()
        .orElseThrow()
        .path("muster");
  }

  private static void requireFieldsOfExecutions(List<JsonNode> lines) {
    var actions = lines.stream().map(LogFormatIT::action).toList();
    var execution =
        lines.subList(
            actions.indexOf("execution.begun"), actions.lastIndexOf("execution.ended") + 1);
    assertThat(execution)
        .isNotEmpty()
        .allSatisfy(line -> {
          assertThat(line.path("muster").path("run").asString()).contains("@");
          assertThat(line.path("muster").path("campaign").asString()).isNotEmpty();
          assertThat(line.path("muster").path("execution").asInt()).isPositive();
        });
  }

  private Desk desk(Database database) throws Exception {
    var desk = new Desk(database, folder).campaign("all", Desk.EVERYONE);
    desk.program().with("MUSTER_LOG_FORMAT", "ecs");
    return desk;
  }

  private static Fault.Status pause() {
    return new Fault.Status(429, Map.of("Retry-After", "1"), null);
  }

  @Test
  void tellsOfARunFromItsPlanToItsEnd() throws Exception {
    try (var desk = desk(Database.POSTGRESQL).users(300).delivering(3, 50)) {
      desk.faults(
          new Fault(new Fault.OnRequests(List.of(2)), pause()),
          new Fault(new Fault.Containing("\"u7\""), new Fault.Status(400, Map.of(), null)));

      var ended = desk.program().run("run", "all.yaml", "--planned", TIME, "--output", "json");

      assertThat(ended.exitCode()).as(ended.err()).isEqualTo(4);
      assertThat(Desk.run(ended, 0).path("status").asString()).isEqualTo("completed");
      var lines = lines(ended.err());
      assertThat(actions(lines))
          .containsExactly(
              "run.planned",
              "execution.begun",
              "run.qualified",
              "delivery.paused",
              "execution.ended",
              "command");
      requireFieldsOfExecutions(lines);
      assertThat(lines.subList(0, lines.size() - 1))
          .allSatisfy(line ->
              assertThat(line.path("muster").path("run").asString())
                  .as(line.toString())
                  .isEqualTo(RUN));
      assertThat(event(lines, "run.qualified").path("users").asInt()).isEqualTo(300);
      var end = event(lines, "execution.ended");
      assertThat(end.path("status").asString()).isEqualTo("completed");
      assertThat(end.path("messages").asInt()).isEqualTo(299);
      assertThat(end.path("exit_code").asInt()).isEqualTo(4);
      assertThat(end.path("execution").asInt()).isEqualTo(1);
      assertThat(event(lines, "command").path("exit_code").asInt()).isEqualTo(4);
      assertThat(ended.err()).doesNotContain("example.com", "u7");
      requireMessage(lines, RUN + ": completed, but 1 rejected and 0 invalid");
    }
  }

  private static void requireMessage(List<JsonNode> lines, String beginning) {
    assertThat(lines)
        .map(line -> line.path("message").asString())
        .anyMatch(message -> message.startsWith(beginning));
  }

  @Test
  void tellsOfRunsThatDoNotComeToTheirEnd() throws Exception {
    try (var desk =
        desk(Database.H2)
            .users(101)
            .campaign("few", Desk.EVERYONE.replace("who:\n", "who:\n  cap: { abort_above: 100 }\n"))
            .campaign(
                "night",
                Desk.EVERYONE.replace(
                    "at: launch",
                    "at: launch\n  do_not_disturb: { from: \"21:00\", to: \"08:00\", then: delay }"))
            .campaign(
                "daily",
                Desk.EVERYONE.replace(
                    "at: launch",
                    "from: 2026-12-01\n  repeat: { every: day, at: \"09:00\" }\n  timezone: UTC"))) {
      var program = desk.program().with("MUSTER_DELIVERY_MAXATTEMPTS", "1");

      var refused = lines(program.run("run", "few.yaml").err());
      assertThat(event(refused, "execution.ended").path("status").asString()).isEqualTo("refused");
      assertThat(event(refused, "execution.ended").path("exit_code").asInt()).isEqualTo(3);
      requireFieldsOfExecutions(refused);

      var waiting =
          lines(program.run("run", "night.yaml", "--clock", "2026-12-01T23:00:00Z").err());
      assertThat(event(waiting, "execution.ended").path("status").asString()).isEqualTo("waiting");
      requireFieldsOfExecutions(waiting);

      lines(program.run("run", "daily.yaml", "--clock", "2026-12-01T09:00:00Z").err());
      var missed = lines(program.run("run", "daily.yaml", "--clock", "2026-12-04T12:00:00Z").err());
      assertThat(actions(missed)).contains("run.missed");
      assertThat(event(missed, "run.missed").path("run").asString())
          .isEqualTo("daily@2026-12-02T09:00:00Z");

      desk.faults(Desk.down());
      var failed = program.run("run", "all.yaml", "--planned", TIME);
      var lines = lines(failed.err());
      assertThat(failed.exitCode()).isEqualTo(1);
      assertThat(event(lines, "execution.ended").path("status").asString()).isEqualTo("failed");
      requireFieldsOfExecutions(lines);
      requireMessage(lines, RUN + ": failed: ");
      desk.noFaults();
      var again = lines(program.run("restart", RUN).err());
      assertThat(event(again, "execution.begun").path("execution").asInt()).isEqualTo(2);
      requireFieldsOfExecutions(again);
    }
  }

  @Test
  void isJsonInEveryCommand() throws Exception {
    try (var desk =
        desk(Database.H2)
            .users(2)
            .file("broken.yaml", "campaign: broken\nname: [\n")
            .file("more.ndjson", "{\"user_id\": \"u1\"}\n")) {
      var soft = new SoftAssertions();
      for (var row : COMMANDS.lines().toList()) {
        var cells = row.split(" \\| ", 2);
        var exitCode = Integer.parseInt(cells[0]);
        var ended = desk.program().run(cells[1].split(" "));
        var lines = lines(ended.err());
        soft.assertThat(ended.exitCode()).as(row + ": " + ended.err()).isEqualTo(exitCode);
        soft.assertThat(action(lines.getLast())).as(row).isEqualTo("command");
        soft.assertThat(lines.getLast().path("muster").path("exit_code").asInt())
            .as(row)
            .isEqualTo(exitCode);
      }
      soft.assertAll();
      assertThat(desk.program().run("runs").out()).isEqualTo("No runs yet.\n");
    }
  }

  @Test
  void isRefusedBeforeAnythingElseWhereItIsNoFormat() throws Exception {
    try (var desk = desk(Database.H2).users(1)) {
      var ended =
          desk.program()
              .with("MUSTER_LOG_FORMAT", "jsn")
              .run("run", "all.yaml", "--output", "json");

      assertThat(ended.exitCode()).isEqualTo(2);
      assertThat(ended.err())
          .isEqualTo(
              "setting MUSTER_LOG_FORMAT: expected one of text, ecs, logstash, gelf, found 'jsn'\n");
      assertThat(Desk.json(ended).path("error").path("exit_code").asInt()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @CsvSource({"logstash, message, level", "gelf, short_message, _level_name"})
  void hasTwoMoreFormats(String format, String message, String level) throws Exception {
    try (var desk = desk(Database.H2).users(1)) {
      var ended = desk.program().with("MUSTER_LOG_FORMAT", format).run("run", "all.yaml");

      assertThat(ended.exitCode()).as(ended.err()).isZero();
      assertThat(ended.err().lines().map(JSON::readTree))
          .isNotEmpty()
          .allSatisfy(line -> {
            assertThat(line.path(message).asString()).isNotBlank();
            assertThat(line.path(level).asString()).isNotBlank();
          });
    }
  }

  @Test
  void isJsonOfAProcessThatWatchesUntilItIsTerminated() throws Exception {
    try (var desk = desk(Database.H2).users(1).file("broken.yaml", "campaign: broken\n")) {
      var watching = desk.program().start("watch", ".", "--every", "1s");
      Desk.await("it says something", () -> watching.err().lines().count() > 1);
      watching.terminate();
      var ended = watching.end();

      var lines = lines(ended.err());
      assertThat(ended.exitCode()).isZero();
      requireMessage(lines, "./broken.yaml:1:1");
      assertThat(action(lines.getLast())).isEqualTo("command");
    }
  }

  /** The JVM would print its message. */
  @Test
  void isJsonOfAThreadThatEndsUnforeseen() throws Exception {
    var err = new ByteArrayOutputStream();
    var before = System.err;
    var handler = Thread.getDefaultUncaughtExceptionHandler();
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      StandardError.use(LogFormat.ECS);
      LastResort.catchAll();
      Thread.ofPlatform()
          .name("some thread")
          .start(() -> Objects.requireNonNull(null, "u1@example.com"))
          .join();
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(handler);
      StandardError.use(LogFormat.TEXT);
      System.setErr(before);
    }

    var lines = lines(err.toString(StandardCharsets.UTF_8));
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst().path("message").asString())
        .startsWith("some thread ended: java.lang.NullPointerException\n\tat ")
        .doesNotContain("u1@example.com");
  }
}
