package dev.muster.segmentapi.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        "[] | the script: expected an object",
        "{\"fault\": []} | fault: expected one of faults, rate, seed, found an unknown key",
        "{\"faults\": {}} | faults: expected a list",
        "{\"faults\": [{\"status\": 500}]} | faults[0]: expected exactly one of request",
        "{\"faults\": [{\"request\": 1, \"probability\": 1, \"status\": 500}]} | exactly one of",
        "{\"faults\": [{\"request\": 1}]} | faults[0]: expected a status or do",
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
        .hasMessageContaining(message);
  }

  @Test
  void drawsTheSameFaultsFromTheSameSeed() {
    FaultScript script =
        new FaultScript(
            3,
            RateLimit.NONE,
            List.of(
                new Fault(new Fault.WithProbability(0.2), new Fault.Status(500)),
                new Fault(new Fault.WithProbability(0.2), new Fault.Status(503), 5)));
    Faults one = new Faults(script, 0);
    Faults other = new Faults(script, 0);
    int[] seen = new int[600];
    for (int i = 0; i < 1_000; i++) {
      Fault.Effect effect = one.next(new byte[0], "identity");
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
    MessageIds ids = new MessageIds();
    for (int i = 0; i < 50_000; i++) {
      String uuid = new UUID(i * 31L, i).toString();
      assertThat(ids.add(uuid, 1_000)).isTrue();
      assertThat(ids.add("plain-" + i, 1_000)).isTrue();
    }
    assertThat(ids.add(new UUID(31, 1).toString(), 2_000)).isFalse();
    assertThat(ids.add("plain-49999", 2_000)).isFalse();
    assertThat(ids.add("plain-49999", 1_000 + 24 * 3_600)).isTrue();
  }
}
