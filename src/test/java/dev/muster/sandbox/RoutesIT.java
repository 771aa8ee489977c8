package dev.muster.sandbox;

import static dev.muster.sandbox.Caller.batch;
import static dev.muster.sandbox.Caller.track;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Which address is answered, and how. */
class RoutesIT {
  private final Sandbox sandbox = Sandbox.start();
  private final Caller caller = new Caller(sandbox);

  @AfterEach
  void close() {
    caller.close();
    sandbox.close();
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /v1/batch,                       200",
    "POST, /v1/batch?x=y,                   200",
    "GET,  /v1/batch,                       405",
    "HEAD, /v1/batch,                       405",
    "PUT,  /v1/batch,                       405",
    "POST, /v1/batch/,                      404",
    "POST, /v1/batches,                     404",
    "POST, /v1/track,                       404",
    "POST, /batch,                          404",
    "GET,  /,                               404",
    "GET,  /v1/projects/any-key-of-8/settings,  200",
    "POST, /v1/projects/any-key-of-8/settings,  405",
    "GET,  /v1/projects/short/settings,     404",
    "GET,  /v1/projects//settings,          404",
    "GET,  /v1/projects/any-key-of-8,       404",
    "GET,  /v1/projects/any-key%2Fof-8/settings, 404",
    "GET,  /token,                          405",
    "POST, /token,                          400",
    "GET,  /__sandbox/stats,                200",
    "GET,  /__sandbox/requests,             200",
    "GET,  /__sandbox/events,               200",
    "POST, /__sandbox/stats,                405",
    "GET,  /__sandbox/faults,               405",
    "GET,  /__sandbox/reset,                405",
    "DELETE, /__sandbox/events,             405",
    "GET,  /__sandbox/,                     404",
    "GET,  /__sandbox/everything,           404",
    "POST, /__sandbox/reset,                200",
  })
  void answersEachAddressByItsMethodAndWithADate(String method, String path, int status)
      throws Exception {
    var before = Instant.now().minus(Duration.ofSeconds(1));
    var answer = caller.call(method, path, batchAsFrom(path));
    assertThat(answer.statusCode()).isEqualTo(status);
    var date = answer.headers().firstValue("Date").orElseThrow();
    assertThat(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from))
        .isBetween(before, Instant.now());
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    if (!method.equals("HEAD")) {
      new JsonMapper().readTree(answer.body());
    }
    switch (status) {
      case 404 -> assertThat(sandbox.stats().requests()).isZero();
      case 405 -> assertThat(answer.headers().firstValue("Allow").orElseThrow()).isNotEmpty();
      default -> assertThat(answer.headers().firstValue("Allow")).isEmpty();
    }
  }

  private static String batchAsFrom(String path) {
    return path.contains("/v1/") ? batch(track("m")) : "";
  }

  @Test
  void namesTheAddressesThatThereAre() throws Exception {
    assertThat(caller.call("POST", "/v1/identify", "").body())
        .contains(
            "expected one of POST /v1/batch, GET /v1/projects/{writeKey}/settings, POST /token,"
                + " GET /__sandbox/stats, GET /__sandbox/requests, GET /__sandbox/events,"
                + " POST /__sandbox/faults, POST /__sandbox/reset");
    // Even to those who come with much that is not read.
    assertThat(caller.call("POST", "/v1/identify", "x".repeat(2_000_000)).statusCode())
        .isEqualTo(404);
  }

  @Test
  void tellsWhetherAWriteKeyHasASource() throws Exception {
    sandbox.faults(
        FaultScript.NONE.with(
            new Workspace(Set.of("the-key-of-a-source"), Set.of("a-key-switched-off"), Set.of())));
    var host = "127.0.0.1:" + sandbox.uri().getPort() + "/v1";
    for (var key : Set.of("the-key-of-a-source", "a-key-switched-off")) {
      var answer = caller.call("GET", "/v1/projects/" + key + "/settings", "");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body())
          .isEqualTo(
              "{\"integrations\":{\"Segment.io\":{\"apiKey\":\"%s\",\"apiHost\":\"%s\"}}}"
                  .formatted(key, host));
    }
    assertThat(caller.call("GET", "/v1/projects/the-key-of-nobody/settings", "").statusCode())
        .isEqualTo(404);
    assertThat(sandbox.stats().requests()).isZero();
  }
}
