package dev.muster.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultScriptTest {

  @Test
  void isReadWhole() {
    assertThat(
            FaultScript.read(
                """
                {"seed": 7,
                 "rate": {"requests_per_second": 100, "events_per_second": 5, "retry_after": "date"},
                 "faults": [
                   {"request": [1, 3], "status": 503, "headers": {"Retry-After": "2"}, "body": "b"},
                   {"containing": "poison", "status": 400},
                   {"encoding": "gzip", "status": 415},
                   {"probability": 0.05, "do": "accept-then-close"},
                   {"request": 4, "do": "close-before-accept"},
                   {"request": 5, "do": "slow", "delay": "2s", "times": 3},
                   {"request": 6, "do": "truncated"},
                   {"request": 7, "do": "html"},
                   {"request": 8, "do": "endless", "status": 500}]}
                """))
        .isEqualTo(
            new FaultScript(
                7,
                new RateLimit(100, 5, RateLimit.Form.DATE),
                List.of(
                    new Fault(
                        Fault.OnRequests.of(1, 3),
                        new Fault.Status(503, Map.of("Retry-After", "2"), "b")),
                    new Fault(new Fault.Containing("poison"), new Fault.Status(400)),
                    new Fault(new Fault.WithEncoding("gzip"), new Fault.Status(415)),
                    new Fault(new Fault.WithProbability(0.05), new Fault.AcceptThenClose()),
                    new Fault(Fault.OnRequests.of(4), new Fault.CloseBeforeAccept()),
                    new Fault(Fault.OnRequests.of(5), new Fault.Slow(Duration.ofSeconds(2)), 3),
                    new Fault(Fault.OnRequests.of(6), new Fault.Truncated(200)),
                    new Fault(Fault.OnRequests.of(7), new Fault.Html(502)),
                    new Fault(Fault.OnRequests.of(8), new Fault.Endless(500)))));
    assertThat(FaultScript.read("{}")).isEqualTo(FaultScript.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{ | expected JSON",
        "~~ | expected an object, found nothing",
        "[] | expected an object, found a list",
        "{\"seed\": 1, \"seed\": 2} | line 1, column 19: expected JSON",
        "{} {} | expected JSON",
        "{\"fault\": []} | fault: expected one of disabled_keys, faults, known_keys, rate, seed,"
            + " suppressed_users, found an unknown key",
        "{\"seed\": 1.5} | seed: expected a whole number, found 1.5",
        "{\"rate\": 5} | rate: expected an object, found 5",
        "{\"rate\": {\"per_second\": 5}} | rate.per_second: expected one of events_per_second,",
        "{\"suppressed_users\": [7]} | suppressed_users[0]: expected a text, found 7",
        "{\"known_keys\": {}} | known_keys: expected a list, found an object",
        "{\"faults\": {}} | faults: expected a list, found an object",
        "{\"faults\": [7]} | faults[0]: expected an object, found 7",
        "{\"faults\": [{\"status\": 500}]} | faults[0]: expected exactly one of request, probability,"
            + " containing, encoding, found 0 of them",
        "{\"faults\": [{\"request\": 1, \"probability\": 1, \"status\": 500}]} | exactly one of",
        "{\"faults\": [{\"request\": 1}]} | faults[0]: expected a status or do, found neither",
        "{\"faults\": [{\"request\": 1, \"status\": \"500\"}]} | faults[0].status: expected a whole"
            + " number, found \"500\"",
        "{\"faults\": [{\"request\": [1, true], \"status\": 500}]} | faults[0].request[1]: expected a"
            + " whole number, found true",
        "{\"faults\": [{\"request\": 1, \"status\": 503, \"times\": -1}]} | faults[0]: times is 0",
        "{\"faults\": [{\"request\": 1, \"status\": 503, \"header\": {}}]} | faults[0].header:",
        "{\"faults\": [{\"request\": 1, \"status\": 503, \"headers\": 1}]} | faults[0].headers: expected"
            + " an object, found 1",
        "{\"faults\": [{\"request\": 1, \"status\": 503, \"headers\": {\"A\": 1}}]} |"
            + " faults[0].headers.A: expected a text, found 1",
        "{\"faults\": [{\"request\": 1, \"status\": 503, \"headers\": {\"A\": \"b\\n\"}}]} | one line",
        "{\"faults\": [{\"request\": 1, \"do\": \"truncated\", \"status\": 204}]} | with a body",
        "{\"faults\": [{\"request\": 1, \"status\": 700}]} | faults[0]: a status is 200 to 599",
        "{\"faults\": [{\"request\": 1, \"do\": \"explode\"}]} | faults[0].do: expected one of",
        "{\"faults\": [{\"request\": 1, \"do\": \"slow\", \"delay\": 2}]} | a delay such as 250ms",
        "{\"faults\": [{\"probability\": 2, \"status\": 500}]} | faults[0]: a probability is 0 to 1",
        "{\"rate\": {\"retry_after\": \"never\"}} | rate.retry_after: expected one of seconds, none",
        "{\"rate\": {\"requests_per_second\": -1}} | rate: a rate is 0 (no limit) or more",
      })
  void isRefusedWithThePlaceAndWhatWasExpected(String script, String message) {
    assertThatThrownBy(() -> FaultScript.read(script))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("fault script: ")
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"known_keys\": \"SECRET-KEY\"}",
        "{\"known_keys\": [[\"SECRET-KEY\"]]}",
        "{\"known_keys\": [\"SECRET\"]}",
        "{\"known_keys\": [SECRET]}",
        "{\"disabled_keys\": {\"SECRET-KEY\": 1}}",
        "[{\"known_keys\": [\"SECRET-KEY\"]}]",
        "{\"rate\": {\"retry_after\": {\"known_keys\": [\"SECRET-KEY\"]}}}",
      })
  void isRefusedWithoutRepeatingAKey(String script) {
    assertThatThrownBy(() -> FaultScript.read(script, "faults.json"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("faults.json: ")
        .hasMessageContaining("expected")
        .hasMessageContaining("found")
        .hasMessageNotContaining("SECRET")
        .hasNoCause();
  }

  @Test
  void namesKeysAndUsersAndShowsNone() {
    var script =
        FaultScript.read(
            """
            {"known_keys": ["SECRET-1"], "disabled_keys": ["SECRET-2", "SECRET-3"],
             "suppressed_users": ["u1"]}
            """);
    assertThat(script)
        .isEqualTo(
            FaultScript.NONE.with(
                new Workspace(Set.of("SECRET-1"), Set.of("SECRET-2", "SECRET-3"), Set.of("u1"))));
    assertThat(SandboxSettings.defaults().withFaults(script).toString())
        .contains("1 known keys, 2 disabled keys, 1 suppressed users")
        .doesNotContain("SECRET");
  }

  @Test
  void drawsTheSameFaultsFromTheSameSeed() {
    var script =
        new FaultScript(
            3,
            RateLimit.NONE,
            List.of(
                new Fault(new Fault.WithProbability(0.2), new Fault.Status(500)),
                new Fault(new Fault.WithProbability(0.2), new Fault.Status(503), 5)));
    var one = new Faults(script, 0);
    var other = new Faults(script, 0);
    int[] seen = new int[600];
    for (var i = 0; i < 1_000; i++) {
      var effect = one.next(new byte[0], "identity");
      assertThat(other.next(new byte[0], "identity")).isEqualTo(effect);
      if (effect instanceof Fault.Status status) {
        seen[status.status()]++;
      }
    }
    assertThat(seen[500]).isBetween(150, 250);
    assertThat(seen[503]).isEqualTo(5);
  }

  @Test
  void remembersIdsOfAllFormsAndMany() {
    var ids = new MessageIds();
    for (var i = 0; i < 50_000; i++) {
      var uuid = new UUID(i * 31L, i).toString();
      assertThat(ids.add(uuid, 1_000)).isTrue();
      assertThat(ids.add("plain-" + i, 1_000)).isTrue();
    }
    assertThat(ids.add(new UUID(31, 1).toString(), 2_000)).isFalse();
    assertThat(ids.add("plain-49999", 2_000)).isFalse();
    assertThat(ids.add("plain-49999", 1_000 + 24 * 3_600)).isTrue();
    // Those of the day before make room.
    for (var i = 0; i < 200_000; i++) {
      assertThat(ids.add("next-" + i, 1_000 + 24 * 3_600)).isTrue();
    }
    assertThat(ids.add("next-0", 1_000 + 24 * 3_600)).isFalse();
    assertThat(ids.add("plain-49999", 1_000 + 24 * 3_600)).isFalse();
    assertThat(ids.add("plain-0", 1_000 + 24 * 3_600)).isTrue();
  }

  @Test
  void keepsRequestsAndMessagesUntilItsRoomIsFull() {
    var kept = new Kept(1_000);
    for (var i = 0; i < 100; i++) {
      kept.add(
          new KeptEvent(
              "m" + i, new byte[100], Instant.EPOCH, null, new ReceivedBatch.Around(null, null)));
    }
    assertThat(kept.events())
        .extracting(KeptEvent::messageId)
        .containsExactly("m0", "m1", "m2", "m3");
    assertThat(kept.hasRoom()).isFalse();
    kept.clear();
    assertThat(kept.events()).isEmpty();
    assertThat(kept.hasRoom()).isTrue();
    assertThat(new Kept(0).hasRoom()).isFalse();
  }

  @Test
  void remembersTextsUntilTheyEndAndOfVeryManyTheLatest() {
    var remembered = new Remembered();
    var now = Instant.parse("2026-12-01T09:00:00Z");
    assertThat(remembered.add("a", now.plusSeconds(10), now)).isTrue();
    assertThat(remembered.add("a", now.plusSeconds(10), now.plusSeconds(9))).isFalse();
    assertThat(remembered.holds("a", now.plusSeconds(10))).isFalse();
    assertThat(remembered.add("a", now.plusSeconds(90), now.plusSeconds(10))).isTrue();
    for (var i = 0; i < 10_000; i++) {
      assertThat(remembered.add("b" + i, now.plusSeconds(90), now.plusSeconds(10))).isTrue();
    }
    assertThat(remembered.holds("a", now.plusSeconds(10))).isFalse();
    assertThat(remembered.holds("b0", now.plusSeconds(10))).isTrue();
  }
}
