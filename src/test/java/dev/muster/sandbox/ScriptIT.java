package dev.muster.sandbox;

import static dev.muster.sandbox.Caller.batch;
import static dev.muster.sandbox.Caller.bytes;
import static dev.muster.sandbox.Caller.track;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a script makes of the sandbox, in a file and over HTTP. */
class ScriptIT {
  private static final int HUNG_UP = 0;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "`status`: 200                            | 200 | 1 | status 200",
        "`status`: 201                            | 201 | 1 | status 201",
        "`status`: 204                            | 204 | 1 | status 204",
        "`status`: 302                            | 302 | 0 | status 302",
        "`status`: 304                            | 304 | 0 | status 304",
        "`status`: 401                            | 401 | 0 | status 401",
        "`status`: 429                            | 429 | 0 | status 429",
        "`status`: 460                            | 460 | 0 | status 460",
        "`status`: 511                            | 511 | 0 | status 511",
        "`do`: `status`, `status`: 599            | 599 | 0 | status 599",
        "`do`: `accept-then-close`                | 0   | 1 | accept-then-close",
        "`do`: `close-before-accept`              | 0   | 0 | close-before-accept",
        "`do`: `slow`, `delay`: `1ms`             | 200 | 1 | slow",
        "`do`: `truncated`                        | 0   | 1 | truncated",
        "`do`: `truncated`, `status`: 502         | 0   | 0 | truncated",
        "`do`: `html`                             | 502 | 0 | html",
        "`do`: `html`, `status`: 200              | 200 | 1 | html",
      })
  void letsEachKindOfFaultHappenByNumberAndByProbability(
      String fault, int status, int stored, String word) throws Exception {
    var json = fault.replace('`', '"');
    for (var trigger : List.of("\"request\": 2", "\"probability\": 1")) {
      var always = trigger.contains("probability");
      try (var sandbox = Sandbox.start();
          var caller = new Caller(sandbox)) {
        sandbox.faults(FaultScript.read("{\"faults\": [{" + trigger + ", " + json + "}]}"));
        assertThat(status(caller, "1")).isEqualTo(always ? status : 200);
        assertThat(status(caller, "2")).isEqualTo(status);
        assertThat(status(caller, "3")).isEqualTo(always ? status : 200);
        assertThat(sandbox.events()).hasSize(always ? 3 * stored : 2 + stored);
        assertThat(sandbox.stats().faults()).isEqualTo(Map.of(word, always ? 3L : 1L));
      }
    }
  }

  @Test
  void answersWithoutAnEnd() throws Exception {
    try (var sandbox = Sandbox.start();
        var caller = new Caller(sandbox);
        var http = HttpClient.newHttpClient()) {
      sandbox.faults(FaultScript.read("{\"faults\": [{\"request\": 1, \"do\": \"endless\"}]}"));
      var request =
          caller
              .batchRequest()
              .POST(HttpRequest.BodyPublishers.ofString(batch(track("1"))))
              .build();
      var answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      assertThat(answer.statusCode()).isEqualTo(200);
      try (var body = answer.body()) {
        assertThat(body.readNBytes(100_000)).hasSize(100_000);
      }
      assertThat(caller.postBatch(track("2")).statusCode()).isEqualTo(200);
      assertThat(sandbox.events()).hasSize(2);
    }
  }

  @Test
  void drawsTheSameFaultsFromTheSameSeedAndAgainWhenReset() throws Exception {
    var script =
        FaultScript.read(
            """
            {"seed": 11, "rate": {},
             "faults": [{"probability": 0.3, "status": 500}, {"probability": 0.3, "status": 503}]}
            """);
    var settings = SandboxSettings.defaults().withFaults(script);
    try (var one = Sandbox.start(settings);
        var other = Sandbox.start(settings);
        var toOne = new Caller(one);
        var toOther = new Caller(other)) {
      var first = statuses(toOne);
      assertThat(first).contains(200, 500, 503);
      assertThat(statuses(toOther)).isEqualTo(first);
      other.reset();
      assertThat(statuses(toOther)).isEqualTo(first);
      other.faults(new FaultScript(12, script.rate(), script.faults()));
      assertThat(statuses(toOther)).isNotEqualTo(first);
    }
  }

  @Test
  void takesKeysAndUsersFromAPostedScriptAndGoesBackWhenReset() throws Exception {
    var own = FaultScript.read("{\"known_keys\": [\"the-first-key\"]}");
    try (var sandbox = Sandbox.start(SandboxSettings.defaults().withFaults(own));
        var caller = new Caller(sandbox)) {
      assertDropped(sandbox, caller, "the-first-key", null);
      assertDropped(sandbox, caller, "the-other-key", DropCode.UNKNOWN_KEY);

      post(
          caller,
          """
          {"known_keys": ["the-other-key"], "disabled_keys": ["a-key-switched-off"],
           "suppressed_users": ["u"]}
          """);
      assertDropped(sandbox, caller, "the-first-key", DropCode.UNKNOWN_KEY);
      assertDropped(sandbox, caller, "a-key-switched-off", DropCode.SOURCE_DISABLED);
      assertDropped(sandbox, caller, "the-other-key", DropCode.SUPPRESSED);

      // A script says everything: this one knows no keys by name.
      post(caller, "{\"faults\": []}");
      assertDropped(sandbox, caller, "the-first-key", null);
      assertDropped(sandbox, caller, "a-key-switched-off", null);

      caller.control("reset", "");
      assertDropped(sandbox, caller, "the-first-key", null);
      assertDropped(sandbox, caller, "the-other-key", DropCode.UNKNOWN_KEY);
    }
  }

  @Test
  void keepsItsScriptWhenAWrongOneIsPosted() throws Exception {
    try (var sandbox = Sandbox.start();
        var caller = new Caller(sandbox)) {
      post(caller, "{\"faults\": [{\"request\": 1, \"status\": 503}]}");
      var answer = caller.control("faults", "{\"faults\": [{\"request\": 0.5, \"status\": 503}]}");
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body())
          .isEqualTo(
              "{\"success\":false,\"message\":\"fault script: faults[0].request: expected a whole"
                  + " number, found 0.5\"}");
      assertThat(caller.control("faults", " ".repeat((1 << 18) + 1)).statusCode()).isEqualTo(400);
      assertThat(status(caller, "1")).isEqualTo(503);
    }
  }

  @Test
  void showsAKeyToNobody() throws Exception {
    var key = "SECRET-key-of-a-source";
    try (var sandbox = Sandbox.start();
        var caller = new Caller(sandbox)) {
      var said = new StringBuilder();
      var script = "{\"known_keys\": [\"" + key + "\"], \"disabled_keys\": [\"SECRET-2\"]}";
      said.append(caller.control("faults", script).body());
      said.append(caller.control("faults", script.replace("[", "{")).body());
      said.append(caller.control("faults", script.replace("[\"SEC", "[SEC")).body());
      var message = track("m").replace("}", ",\"writeKey\":\"" + key + "\"}");
      var body = batch(message).replace(Caller.KEY, key);
      said.append(caller.postAs(key, body).body());
      said.append(caller.postAs("SECRET-3", body).body());
      said.append(caller.postAs(key, body.substring(1)).body());
      said.append(caller.call("GET", "/v1/projects/SECRET-4/settings", "").body());
      said.append(caller.call("GET", "/v1/projects/SECRET-4/other", "").body());
      for (var what : List.of("stats", "requests", "events")) {
        said.append(caller.get(what).body());
      }
      assertThat(said.toString()).contains("\"messageId\":\"m\"").doesNotContain("SECRET");
      assertThat(sandbox.requests() + " " + sandbox.events() + " " + sandbox.stats())
          .doesNotContain("SECRET");
    }
  }

  private static void assertDropped(
      Sandbox sandbox, Caller caller, String key, @Nullable DropCode code) throws Exception {
    var before = sandbox.stats();
    var id = "m" + before.requests();
    assertThat(caller.postAs(key, batch(track(id))).statusCode()).isEqualTo(200);
    var after = sandbox.stats();
    assertThat(after.stored() - before.stored()).isEqualTo(code == null ? 1 : 0);
    if (code != null) {
      assertThat(after.dropped().get(code)).isEqualTo(before.dropped().getOrDefault(code, 0L) + 1);
    }
  }

  private static void post(Caller caller, String script) throws Exception {
    var answer = caller.control("faults", script);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"success\":true}");
  }

  private static List<Integer> statuses(Caller caller) throws Exception {
    var statuses = new ArrayList<Integer>();
    for (var i = 0; i < 40; i++) {
      statuses.add(status(caller, "m" + i));
    }
    return statuses;
  }

  private static int status(Caller caller, String id) throws Exception {
    try {
      var answer = caller.send(caller.batchRequest(), bytes(batch(track(id))));
      if (answer.body().startsWith("<!DOCTYPE html>")) {
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html");
      }
      return answer.statusCode();
    } catch (IOException e) {
      return HUNG_UP;
    }
  }
}
