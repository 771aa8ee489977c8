package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code muster sandbox} as a process. */
class SandboxCommandIT {
  private static final Pattern ADDRESS =
      Pattern.compile("listens on (http://127\\.0\\.0\\.1:\\d+)");

  @TempDir private Path folder;

  @Test
  void followsItsScriptSaysWhatWasDroppedAndWhyAndEndsWhenAsked() throws Exception {
    Files.writeString(
        folder.resolve("faults.json"),
        """
        {"known_keys": ["a-key-that-nobody-may-see"], "suppressed_users": ["u1"],
         "faults": [{"request": 2, "status": 503}]}
        """);
    var sandbox =
        new Program(folder)
            .hiding("a-key-that-nobody-may-see")
            .start("sandbox", "--port", "0", "--faults", "faults.json", "--suppress", "u2");
    Desk.await("the sandbox listens", () -> ADDRESS.matcher(out(sandbox)).find());
    var matcher = ADDRESS.matcher(out(sandbox));
    assertThat(matcher.find()).isTrue();
    try (var http = HttpClient.newHttpClient()) {
      assertThat(post(http, matcher.group(1), "u1", "u2", "u3", "u3", "u4")).isEqualTo(200);
      assertThat(post(http, matcher.group(1), "u5")).isEqualTo(503);
    }

    sandbox.terminate();
    var ended = sandbox.end();

    assertThat(ended.exitCode()).as(ended.err()).isZero();
    assertThat(ended.err()).isEmpty();
    assertThat(ended.out())
        .contains("It follows faults.json.")
        .endsWith(
            "The sandbox has ended: 2 requests, 6 messages received, 2 stored, 3 dropped"
                + " (duplicate 1, suppressed 2); answers 200: 1, 503: 1\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"faults\": [{\"request\": 1, \"status\": \"x\"}]} | faults.json: faults[0].status: expected a"
            + " whole number, found \"x\"",
        "{\"fault\": []} | faults.json: fault: expected one of disabled_keys, faults, known_keys,"
            + " rate, seed, suppressed_users, found an unknown key",
        "{\"faults\": [ | faults.json: line 1, column 13: expected JSON, found text that is none",
        "| faults.json: expected a UTF-8 file that can be read",
      })
  void refusesAWrongScriptInOneLine(String script, String message) throws Exception {
    if (script != null) {
      Files.writeString(folder.resolve("faults.json"), script);
    }
    var ended = new Program(folder).run("sandbox", "--port", "0", "--faults", "faults.json");
    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).isEqualTo("muster sandbox: " + message + "\n");
  }

  @Test
  void explainsItself() throws Exception {
    var ended = new Program(folder).run("sandbox", "--help");
    assertThat(ended.exitCode()).isZero();
    for (var word :
        List.of(
            "POST /v1/batch",
            "/v1/projects/{writeKey}/settings",
            "POST /token",
            "/__sandbox/stats, requests, events",
            "/__sandbox/reset",
            "--port",
            "8377",
            "--faults",
            "\"known_keys\"",
            "\"disabled_keys\"",
            "\"suppressed_users\"",
            "accept-then-close",
            "--counts-only",
            "--documented-limits",
            "--suppress",
            "--every")) {
      assertThat(ended.out()).contains(word);
    }
  }

  private static int post(HttpClient http, String address, String... users) throws Exception {
    var batch = new StringBuilder();
    for (var user : users) {
      batch.append(batch.isEmpty() ? "" : ",");
      batch.append(
          "{\"type\":\"track\",\"event\":\"e\",\"userId\":\"%s\",\"messageId\":\"id of %s\"}"
              .formatted(user, user));
    }
    var body = "{\"batch\":[" + batch + "],\"writeKey\":\"a-key-that-nobody-may-see\"}";
    var request =
        HttpRequest.newBuilder(URI.create(address + "/v1/batch"))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private static String out(Program.Running program) {
    try {
      return Files.readString(program.texts().resolve("out"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
