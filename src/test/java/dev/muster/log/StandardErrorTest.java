package dev.muster.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.campaign.RunId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StandardErrorTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Logger log = LoggerFactory.getLogger("dev.muster.any");
  private static final RunId RUN = RunId.parse("winback@2026-12-07T14:00:00Z");

  private static List<JsonNode> said(LogFormat format, Callable<?> saying) throws Exception {
    return text(format, saying).lines().map(JSON::readTree).toList();
  }

  private static String text(LogFormat format, Callable<?> saying) throws Exception {
    var bytes = new ByteArrayOutputStream();
    var before = System.err;
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      StandardError.use(format);
      saying.call();
    } finally {
      StandardError.use(LogFormat.TEXT);
      System.setErr(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static String message(JsonNode line) {
    return line.path(line.has("message") ? "message" : "short_message").asString();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          -,        TEXT
          '',       TEXT
          text,     TEXT
          ecs,      ECS
          ' ECS ',  ECS
          logstash, LOGSTASH
          Gelf,     GELF
          """)
  void knowsItsFormatsByTheirNames(String name, LogFormat format) {
    assertThat(LogFormat.named(name)).contains(format);
  }

  @Test
  void knowsNoOther() {
    assertThat(LogFormat.named("json")).isEmpty();
    assertThat(LogFormat.names()).isEqualTo("text, ecs, logstash, gelf");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TEXT")
  void isOneObjectALineWhateverIsPrintedAndByWhom(LogFormat format) throws Exception {
    var lines =
        said(
            format,
            () -> {
              log.warn("one\nand \"more\" of {}", "it \u2028");
              System.err.println("two\tof another");
              System.err.print("three, ");
              System.err.println("in parts");
              System.err.println();
              new IllegalStateException("four").printStackTrace();
              var command = StandardError.use(format).orElseThrow();
              command.println("five\nof a command");
              command.print("six ");
              command.println((Object) "of it");
              return 0;
            });

    assertThat(lines)
        .map(StandardErrorTest::message)
        .startsWith(
            "one\nand \"more\" of it \u2028",
            "two\tof another",
            "three, in parts",
            "java.lang.IllegalStateException: four");
    assertThat(lines).map(StandardErrorTest::message).endsWith("five\nof a command", "six of it");
    assertThat(lines).allMatch(JsonNode::isObject);
  }

  @Test
  void hasTheFieldsOfTheElasticCommonSchema() throws Exception {
    var line =
        said(
                LogFormat.ECS,
                () -> {
                  log.warn("such");
                  return 0;
                })
            .getFirst();

    assertThat(line.path("@timestamp").asString()).matches("20\\d\\d-.*Z");
    assertThat(line.path("log").path("level").asString()).isEqualTo("WARN");
    assertThat(line.path("message").asString()).isEqualTo("such");
    assertThat(line.path("service")).hasToString("{\"name\":\"muster\"}");
    assertThat(line.path("ecs").path("version").asString()).isNotEmpty();
    assertThat(line.has("muster")).isFalse();
  }

  @Test
  void saysOfWhatIsWorkedOnInLinesOfAllThreads() throws Exception {
    var lines =
        said(
            LogFormat.ECS,
            () -> {
              log.info("before");
              try (var _ = WorkedOn.run(RUN)) {
                log.info("a run");
                WorkedOn.executes(RUN, 2);
                Thread.ofPlatform().start(() -> log.info("an execution")).join();
                Event.RUN_MISSED.line(RunId.parse("other@2026-12-01T00:00:00Z")).log("another");
                Event.RUN_QUALIFIED.line().addKeyValue(Event.USERS, 7).log("an event");
              }
              log.info("after");
              return 0;
            });

    assertThat(lines)
        .map(line ->
            message(line)
                + " "
                + line.path("event").path("action").asString("-")
                + " "
                + line.path("muster"))
        .containsExactly(
            "before - ",
            "a run - {\"run\":\"winback@2026-12-07T14:00:00Z\",\"campaign\":\"winback\"}",
            "an execution - {\"run\":\"winback@2026-12-07T14:00:00Z\",\"campaign\":\"winback\",\"execution\":2}",
            "another run.missed {\"run\":\"other@2026-12-01T00:00:00Z\",\"campaign\":\"other\"}",
            "an event run.qualified {\"users\":7,\"run\":\"winback@2026-12-07T14:00:00Z\",\"campaign\":\"winback\",\"execution\":2}",
            "after - ");
  }

  /** Its message may quote a user. */
  @ParameterizedTest
  @EnumSource
  void leavesOutWhatWasThrown(LogFormat format) throws Exception {
    assertThat(
            text(
                format,
                () -> {
                  log.error("it failed", new IllegalStateException("u1@example.com"));
                  return 0;
                }))
        .contains("it failed")
        .doesNotContain("u1@example.com", "IllegalStateException");
  }

  @ParameterizedTest
  @EnumSource
  void passesOnWhatAnotherProcessHasSaidInTheSameFormat(LogFormat format) throws Exception {
    var other =
        text(
            format,
            () -> {
              log.error("why it failed");
              Event.COMMAND.line().log("ends");
              return 0;
            });
    var said = new ArrayList<String>();

    var passed =
        text(
            format,
            () -> {
              other.lines().forEach(line -> StandardError.pass(line).ifPresent(said::add));
              return 0;
            });

    assertThat(passed).isEqualTo(other);
    assertThat(said).singleElement().asString().endsWith("why it failed");
  }

  @Test
  void wrapsWhatTheJavaMachineOfAnotherProcessSays() throws Exception {
    assertThat(said(LogFormat.ECS, () -> StandardError.pass("{ it has no memory")))
        .map(StandardErrorTest::message)
        .containsExactly("{ it has no memory");
  }

  @Test
  void hasNoEventsWhereItIsText() throws Exception {
    assertThat(
            text(
                LogFormat.TEXT,
                () -> {
                  Event.COMMAND.line().log("ends");
                  log.info("a line");
                  return 0;
                }))
        .endsWith(" INFO  a line\n")
        .hasLineCount(1);
  }
}
