package dev.muster.sandbox;

import static dev.muster.sandbox.Caller.batch;
import static dev.muster.sandbox.Caller.bytes;
import static dev.muster.sandbox.Caller.track;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered with an error, and stored not at all. */
class RefusalsIT {
  private static final SandboxSettings SETTINGS = SandboxSettings.defaults();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"batch\":[",
        "[]",
        "{\"batch\":{}}",
        "{}",
        "{\"batch\":[]} x",
        "",
        "{\"batch\":[NaN]}"
      })
  void refusesWhatIsNoBatch(String body) throws Exception {
    try (var sandbox = Sandbox.start();
        var caller = new Caller(sandbox)) {
      assertThat(caller.post(body).statusCode()).isEqualTo(400);
      assertThat(sandbox.stats().stored()).isZero();
    }
  }

  @Test
  void refusesBodiesThatItCannotDecode() throws Exception {
    var gzipped = Caller.gzip(batch(track("m")));
    var wrongSum = gzipped.clone();
    wrongSum[wrongSum.length - 8]++;
    try (var sandbox = Sandbox.start();
        var caller = new Caller(sandbox)) {
      for (var broken :
          List.of(Arrays.copyOf(gzipped, 20), wrongSum, bytes(batch(track("m"))), new byte[0])) {
        var answer = caller.postEncoded("gzip", broken);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("malformed gzip");
      }
      for (var encoding : List.of("br", "deflate", "gzip, gzip")) {
        var answer = caller.postEncoded(encoding, gzipped);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("unknown content encoding");
      }
      assertThat(caller.postEncoded("x-gzip", gzipped).statusCode()).isEqualTo(200);
      assertThat(caller.postEncoded("Identity", bytes(batch(track("n")))).statusCode())
          .isEqualTo(200);
      assertThat(sandbox.stats().stored()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                              |                  | 400",
        "                              | short            | 400",
        "                              | a-key-in-the-body| 200",
        "Basic c2hvcnQ6                | a-key-in-the-body| 400", // short:
        "Basic OjpsYXRlcg==            | a-key-in-the-body| 400", // ::later
        "Basic bm8tY29sb24taW4taGVyZQ==| a-key-in-the-body| 400", // no-colon-in-here
        "Basic !                       | a-key-in-the-body| 400",
        "Basic ZWlnaHQtLTo=            |                  | 400", // eight--:
        "Basic ZWlnaHQtLS06            |                  | 200", // eight---:
        "basic ZWlnaHQtLS06            |                  | 200",
        "Digest x                      | a-key-in-the-body| 200",
        "Bearer x                      | a-key-in-the-body| 401",
      })
  void wantsAWriteKeyInTheHeaderOrElseInTheBody(String authorization, String key, int status)
      throws Exception {
    try (var sandbox = Sandbox.start();
        var caller = new Caller(sandbox)) {
      var request = caller.request("/v1/batch");
      if (authorization != null) {
        request.header("Authorization", authorization);
      }
      var said = key == null ? "" : ",\"writeKey\":\"" + key + "\"";
      var answer = caller.send(request, bytes("{\"batch\":[" + track("m") + "]" + said + "}"));
      assertThat(answer.statusCode()).isEqualTo(status);
      assertThat(sandbox.stats().stored()).isEqualTo(status == 200 ? 1 : 0);
    }
  }

  @ParameterizedTest
  @CsvSource({"STRICT,480000,32000", "DOCUMENTED,512000,32768"})
  void refusesBodiesAndMessagesThatAreAByteTooLarge(String name, int body, int event)
      throws Exception {
    var limits = "STRICT".equals(name) ? Limits.STRICT : Limits.DOCUMENTED;
    try (var sandbox = Sandbox.start(SETTINGS.withLimits(limits));
        var caller = new Caller(sandbox)) {
      assertThat(caller.postBatch(padded(event)).statusCode()).isEqualTo(200);
      assertThat(caller.postBatch(padded(event + 1)).statusCode()).isEqualTo(400);
      var many = Collections.nCopies(14, padded(30_000)).toArray(String[]::new);
      var most = batch(many);
      var full = most + " ".repeat(body - most.length());
      assertThat(caller.postGzipped(full).statusCode()).isEqualTo(200);
      assertThat(caller.postGzipped(full + " ").statusCode()).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @CsvSource({"seconds,\\d+", "none,", "zero,0", "negative,-5", "rubbish,soon", "huge,100000"})
  void pacesByItsRateAndSaysWhenToComeAgain(String form, String expected) throws Exception {
    try (var sandbox = Sandbox.start(paced("events_per_second", form));
        var caller = new Caller(sandbox)) {
      var answer = tooManyEvents(caller);
      if (expected == null) {
        assertThat(answer.headers().map()).doesNotContainKeys("Retry-After", "X-RateLimit-Reset");
        return;
      }
      assertThat(answer.headers().firstValue("Retry-After").orElseThrow()).matches(expected);
      assertThat(seconds(answer)).isBetween(1L, 1_000L);
      if (form.equals("seconds")) {
        assertThat(answer.headers().firstValue("Retry-After"))
            .isEqualTo(answer.headers().firstValue("X-RateLimit-Reset"));
      }
    }
  }

  @Test
  void saysTheDateWhenToComeAgain() throws Exception {
    var now = Instant.parse("2026-12-01T09:00:00.900Z");
    try (Sandbox sandbox =
            Sandbox.start(
                paced("events_per_second", "date").withClock(Clock.fixed(now, ZoneOffset.UTC)));
        var caller = new Caller(sandbox)) {
      var answer = tooManyEvents(caller);
      var date = answer.headers().firstValue("Retry-After").orElseThrow();
      assertThat(date).endsWith(" GMT");
      assertThat(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from))
          .isBetween(now.plusSeconds(seconds(answer)), now.plusSeconds(seconds(answer) + 1));
    }
  }

  @Test
  void letsThroughWhatItsRateAllowsAndStoresNothingOfTheRest() throws Exception {
    try (var sandbox = Sandbox.start(paced("requests_per_second", "seconds"));
        var caller = new Caller(sandbox)) {
      long begin = System.nanoTime();
      var accepted = 0;
      var refused = 0;
      while (refused < 3) {
        var status = caller.postBatch(track("m" + accepted)).statusCode();
        accepted += status == 200 ? 1 : 0;
        refused += status == 429 ? 1 : 0;
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      assertThat(accepted).isBetween(1, 1 + (int) Math.ceil(seconds));
      assertThat(sandbox.stats().stored()).isEqualTo(accepted);
    }
  }

  private static SandboxSettings paced(String rate, String form) {
    return SETTINGS.withFaults(
        FaultScript.read(
            "{`rate`: {`RATE`: 1, `retry_after`: `FORM`}}"
                .replace('`', '"')
                .replace("RATE", rate)
                .replace("FORM", form)));
  }

  /**
   * The answer to a message while an earlier batch has used up the rate of a quarter of an hour.
   */
  private static HttpResponse<String> tooManyEvents(Caller caller) throws Exception {
    caller.postBatch(
        IntStream.range(0, 1_000).mapToObj(i -> track("m" + i)).toArray(String[]::new));
    var answer = caller.postBatch(track("next"));
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.body()).contains("too many requests");
    return answer;
  }

  private static long seconds(HttpResponse<String> answer) {
    return answer.headers().firstValueAsLong("X-RateLimit-Reset").orElseThrow();
  }

  private static String padded(int bytes) {
    var start = "{\"type\":\"track\",\"event\":\"e\",\"userId\":\"u\",\"x\":\"";
    return start + "x".repeat(bytes - start.length() - 2) + "\"}";
  }
}
