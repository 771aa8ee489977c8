package dev.muster.segmentapi;

import static dev.muster.segmentapi.Messages.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent after which answer, and when, on a virtual clock and over real HTTP. */
class RetryIT {
  private static final Duration TENTH = Duration.ofMillis(100);

  /** The outcome is that of the only message; every backoff is as long as it can be. */
  @ParameterizedTest(name = "{0} -> {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        // accepted
        "200                                | 0                               | accepted",
        "204                                | 0                               | accepted",
        "299                                | 0                               | accepted",
        // again, by our own backoff
        "500, 200                           | 0 0.5                           | accepted",
        "500, 503, 200                      | 0 0.5 1.5                       | accepted",
        "599, 200                           | 0 0.5                           | accepted",
        "408, 200                           | 0 0.5                           | accepted",
        "410, 200                           | 0 0.5                           | accepted",
        "429, 200                           | 0 0.5                           | accepted",
        "460, 200                           | 0 0.5                           | accepted",
        "io, 200                            | 0 0.5                           | accepted",
        "503                                | 0 .5 1.5 3.5 7.5 15.5 31.5 63.5 123.5 183.5 | exhausted",
        "io                                 | 0 .5 1.5 3.5 7.5 15.5 31.5 63.5 123.5 183.5 | exhausted",
        // again, when the answer says
        "429 Retry-After=7, 200             | 0 7                             | accepted",
        "503 Retry-After=7, 200             | 0 7                             | accepted",
        "500 Retry-After=7, 200             | 0 7                             | accepted",
        "408 Retry-After=7, 200             | 0 7                             | accepted",
        "410 Retry-After=7, 200             | 0 7                             | accepted",
        "460 Retry-After=7, 200             | 0 7                             | accepted",
        "429 Retry-After=date+7, 200        | 0 7                             | accepted",
        "429 Retry-After=date+1000, 200     | 0 300                           | accepted",
        "429 Retry-After=301, 200           | 0 300                           | accepted",
        "429 Retry-After=100000, 200        | 0 300                           | accepted",
        "429 Retry-After=99999999999999999999, 200 | 0 300                    | accepted",
        "429 X-RateLimit-Reset=9, 200       | 0 9                             | accepted",
        "503 X-RateLimit-Reset=9, 200       | 0 9                             | accepted",
        "429 Retry-After=7 X-RateLimit-Reset=9, 200    | 0 7                  | accepted",
        "429 Retry-After=soon X-RateLimit-Reset=9, 200 | 0 9                  | accepted",
        "429 Retry-After=0 X-RateLimit-Reset=9, 200    | 0 9                  | accepted",
        // forms that say nothing
        "429 Retry-After=0, 200             | 0 0.5                           | accepted",
        "503 Retry-After=0, 200             | 0 0.5                           | accepted",
        "429 Retry-After=-5, 200            | 0 0.5                           | accepted",
        "429 Retry-After=date-5, 200        | 0 0.5                           | accepted",
        "429 Retry-After=soon, 200          | 0 0.5                           | accepted",
        "429 Retry-After=1.5, 200           | 0 0.5                           | accepted",
        "429 Retry-After=, 200              | 0 0.5                           | accepted",
        "429 X-RateLimit-Reset=-1, 200      | 0 0.5                           | accepted",
        "429 X-RateLimit-Reset=soon, 200    | 0 0.5                           | accepted",
        // waits that are asked for use up no attempts, but the budget of 15 minutes
        "500, 429 Retry-After=5, 500, 200   | 0 0.5 5.5 6.5                   | accepted",
        "429 Retry-After=200                | 0 200 400 600 800               | exhausted",
        "503 Retry-After=100000             | 0 300 600 900                   | exhausted",
        "503 Retry-After=2147483648, 200    | 0 300                           | accepted",
        "407                                | 0                               | remedy",
        // refused for what it is
        "400                                | 0                               | http_400",
        "413                                | 0                               | http_413",
        "422                                | 0                               | http_422",
        "500, 400                           | 0 0.5                           | http_400",
        // refused for another reason
        "401                                | 0                               | remedy",
        "403                                | 0                               | remedy",
        "404                                | 0                               | remedy",
        "402                                | 0                               | remedy",
        "405                                | 0                               | remedy",
        "415                                | 0                               | remedy",
        "418                                | 0                               | remedy",
        "501                                | 0                               | remedy",
        "505                                | 0                               | remedy",
        "511                                | 0                               | remedy",
        "301 Location=/elsewhere            | 0                               | remedy",
        "302 Location=/elsewhere            | 0                               | remedy",
        "307 Location=/elsewhere            | 0                               | remedy",
        "308 Location=/elsewhere            | 0                               | remedy",
        "304                                | 0                               | remedy",
        "401 Retry-After=7                  | 0                               | remedy",
        "501 Retry-After=7                  | 0                               | remedy",
      })
  void sendsAgainOrNot(String answers, String seconds, String outcome) throws Exception {
    var time = new VirtualTime();
    var script = new Script(answers, time);
    var sending = send(script, time, plain(), 1);

    var expected = Arrays.stream(seconds.split(" ", -1)).map(Double::parseDouble).toList();
    var seen = script.seen();
    assertThat(seen).hasSameSizeAs(expected);
    for (var i = 0; i < seen.size(); i++) {
      assertThat(seen.get(i).second()).isCloseTo(expected.get(i), within(0.01));
      assertThat(seen.get(i).retryCount()).isEqualTo(i == 0 ? "-" : String.valueOf(i));
    }
    assertThat(outcome(sending)).isEqualTo(outcome);
    assertThat(sending.traffic().requests()).isEqualTo(seen.size());
    assertThat(sending.traffic().retries()).isEqualTo(seen.size() - 1);
  }

  /** Four messages, compressed at first; requests by their encoding, g or i, and retry count. */
  @ParameterizedTest(name = "{0} -> {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "200                                | g-                         | accepted*4",
        // taken plain: stays plain
        "400, 200                           | g- i-                      | accepted*4",
        "415, 200                           | g- i-                      | accepted*4",
        "415, 503, 200                      | g- i- i1                   | accepted*4",
        "503, 415, 200                      | g- g1 i-                   | accepted*4",
        // refused plain too: gzip stays, and the halves are sent
        "400, 400, 200                      | g- i- g- g-                | accepted*4",
        "415, 400, 200                      | g- i- g- g-                | accepted*4",
        "413, 200                           | g- g- g-                   | accepted*4",
        "422, 200                           | g- g- g-                   | accepted*4",
        "413, 413, 413, 200                 | g- g- g- g- g-             | http_413 accepted*3",
        "413, 200, 413, 200, 422            | g- g- g- g- g-             | accepted*3 http_422",
        // after something was accepted, a 400 is not taken for a matter of compression
        "413, 200, 400, 400, 200            | g- g- g- g- g-             | accepted*2 http_400 accepted",
        "413, 200, 415, 200                 | g- g- g- i-                | accepted*4",
        // a half begins anew
        "503, 413, 503, 200                 | g- g1 g- g1 g-             | accepted*4",
        // what was accepted stays so when the rest cannot be sent
        "413, 200, 401                      | g- g- g-                   | accepted*2 unsent*2",
        "415                                | g- i-                      | unsent*4",
      })
  void sendsPlainOrInHalves(String answers, String requests, String fates) throws Exception {
    var time = new VirtualTime();
    var script = new Script(answers, time);
    var sending = send(script, time, SendingSettings.defaults(), 4);

    assertThat(
            script.seen().stream()
                .map(seen -> seen.encoding().charAt(0) + seen.retryCount())
                .collect(Collectors.joining(" ")))
        .isEqualTo(requests.strip());
    var expected =
        Arrays.stream(fates.strip().split(" ", -1))
            .map(fate -> fate.split("\\*", -1))
            .map(fate -> (fate[0] + " ").repeat(fate.length == 1 ? 1 : Integer.parseInt(fate[1])))
            .collect(Collectors.joining());
    assertThat(sending.fates().stream().map(RetryIT::fate).collect(Collectors.joining(" ")) + " ")
        .isEqualTo(expected);
    assertThat(sending.halt() != null).isEqualTo(expected.contains("unsent"));
  }

  @Test
  void stampsSentAtAnewAndLeavesTheMessagesAlone() throws Exception {
    var time = new VirtualTime();
    var script = new Script("503 Retry-After=7, io, 200", time);
    send(script, time, plain(), 3);

    assertThat(script.seen())
        .extracting(seen -> seen.body().replaceAll(".*\"sentAt\":\"([^\"]*)\".*", "$1"))
        .containsExactly(
            "2026-12-01T09:00:00.000Z", "2026-12-01T09:00:07.000Z", "2026-12-01T09:00:07.500Z");
    assertThat(script.seen())
        .extracting(seen -> seen.body().replaceAll("\"sentAt\":\"[^\"]*\"", ""))
        .satisfies(bodies -> assertThat(bodies.stream().distinct()).hasSize(1));
  }

  /** The most messages within any second, wherever it begins. */
  @ParameterizedTest
  @CsvSource({"1, 5", "2, 7", "10, 50", "59, 90", "60, 90", "100, 130", "1000, 1100"})
  void noSecondSeesMoreMessagesThanTheRate(int eventsPerSecond, int messages) throws Exception {
    var time = new VirtualTime();
    var script = new Script("200", time);
    var settings =
        new SendingSettings(
            100_000,
            eventsPerSecond,
            10,
            Duration.ofMillis(500),
            Duration.ofSeconds(60),
            Duration.ofMinutes(15),
            false);
    var sending = send(script, time, settings, messages);

    var seconds =
        script.seen().stream()
            .flatMap(seen -> Collections.nCopies(messagesIn(seen), seen.second()).stream())
            .toList();
    assertThat(seconds).hasSize(messages);
    for (int first = 0, last = 0; first < messages; first++) {
      while (last < messages && seconds.get(last) < seconds.get(first) + 1) {
        last++;
      }
      assertThat(last - first).isLessThanOrEqualTo(eventsPerSecond);
    }
    // And it is not kept much slower than that.
    assertThat(sending.traffic().time().took())
        .isLessThan(Duration.ofMillis(1_100L * messages / eventsPerSecond));
  }

  private static int messagesIn(Script.Seen seen) {
    return seen.body().split("\"messageId\"", -1).length - 1;
  }

  @Test
  void countsWhatItWaitedForPauses() throws Exception {
    var time = new VirtualTime();
    var script = new Script("503, 429 Retry-After=7, 200", time);
    var took = send(script, time, plain(), 1).traffic().time();
    assertThat(took.took()).isCloseTo(Duration.ofMillis(7_500), TENTH);
    assertThat(took.paused()).isCloseTo(Duration.ofSeconds(7), TENTH);
    assertThat(took.paced()).isLessThan(TENTH);
  }

  @Test
  void jittersItsOwnWaitsOverTheirWholeLength() throws Exception {
    var time = new VirtualTime();
    var script = new Script("503, 503, 200", time);
    send(script, time, plain(), 1, 0.25);
    assertThat(script.seen()).extracting(Script.Seen::second).containsExactly(0.0, 0.125, 0.375);
  }

  @Test
  void keepsThePaceOfRequestsAndOfMessages() throws Exception {
    var time = new VirtualTime();
    var script = new Script("200", time);
    var settings =
        new SendingSettings(
            10,
            2,
            10,
            Duration.ofMillis(500),
            Duration.ofSeconds(60),
            Duration.ofMinutes(15),
            false);
    var sending = send(script, time, settings, 5);
    assertThat(script.seen())
        .extracting(seen -> Math.round(seen.second() * 10))
        .containsExactly(0L, 5L, 10L, 15L, 20L);
    assertThat(sending.traffic().time().took()).isCloseTo(Duration.ofSeconds(2), TENTH);
    assertThat(sending.traffic().time().paced()).isCloseTo(Duration.ofSeconds(2), TENTH);
    assertThat(sending.traffic().time().paused()).isZero();

    script = new Script("500, 500, 200", time);
    settings =
        new SendingSettings(
            1, 0, 10, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMinutes(15), false);
    long begun = time.nanos();
    send(script, time, settings, 5);
    assertThat(script.seen())
        .extracting(seen -> Math.round(seen.second() - begun / 1e9))
        .containsExactly(0L, 1L, 2L);
  }

  private static Sending send(
      Script script, VirtualTime time, SendingSettings settings, int messages) throws Exception {
    return send(script, time, settings, messages, 1);
  }

  private static Sending send(
      Script script, VirtualTime time, SendingSettings settings, int messages, double chance)
      throws Exception {
    try (var server = new MockWebServer()) {
      server.setDispatcher(script);
      server.start();
      try (var api =
          new HttpSegmentApi(
              Endpoint.of(server.url("/").toString()),
              Envelope.of(KEY),
              null,
              settings,
              time,
              time,
              time,
              () -> chance,
              UnaryOperator.identity())) {
        return api.send(Messages.batch(messages));
      }
    }
  }

  private static SendingSettings plain() {
    return new SendingSettings(
        1_000,
        0,
        10,
        Duration.ofMillis(500),
        Duration.ofSeconds(60),
        Duration.ofMinutes(15),
        false);
  }

  private static String outcome(Sending sending) {
    return switch (sending.halt()) {
      case null -> fate(sending.fates().getFirst());
      case Halt.Passing halt -> "exhausted";
      case Halt.NeedsRemedy halt -> "remedy";
      case Halt.Stopped halt -> "stopped";
      case Halt.SomebodyElse halt -> "somebody else";
    };
  }

  private static String fate(Sending.Fate fate) {
    return switch (Objects.requireNonNull(fate)) {
      case Sending.Accepted accepted -> "accepted";
      case Sending.Rejected rejected -> rejected.code();
      case Sending.Unsent unsent -> "unsent";
      case Sending.TooLate tooLate -> "too late";
    };
  }
}
