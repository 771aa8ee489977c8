package dev.muster.run;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.Database;
import dev.muster.campaign.RunKey;
import dev.muster.gate.Verdict;
import dev.muster.sandbox.SandboxRequest;
import dev.muster.sandbox.StoredEvent;
import dev.muster.segmentapi.SendingSettings;
import dev.muster.store.Deliveries;
import dev.muster.store.RunStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Many users, two messages each, and a receiver that fails every fifth time in every way it knows.
 */
class FaultyReceiverIT {
  private static final Instant MONDAY = Instant.parse("2026-11-16T09:00:00Z");
  private static final int USERS = 20_000;
  private static final int CHUNK = 25;
  private static final int IN_FLIGHT = 4;
  private static final int REQUESTS_PER_SECOND = 250;
  private static final int EVENTS_PER_SECOND = 10_000;
  private static final SendingSettings PATIENT =
      new SendingSettings(
          REQUESTS_PER_SECOND,
          EVENTS_PER_SECOND,
          30,
          Duration.ofMillis(10),
          Duration.ofMillis(200),
          Duration.ofMinutes(2),
          true);
  private static final String CAMPAIGN =
      """
      who:
        audience: { everyone: true }
      what:
        identify: true
        track: Offer
        attributes: [nickname]
        properties: { dear: "{{ profile.nickname }}" }
      when:
        at: launch
      """;
  private static final String FAULTS =
      """
      {"seed": 42, "rate": {},
       "faults": [
         {"containing": "poison", "status": 400, "body": "{\\"message\\":\\"no such nickname\\"}"},
         {"probability": 0.04, "status": 500},
         {"probability": 0.03, "status": 503},
         {"probability": 0.003, "status": 429, "headers": {"Retry-After": "1"}},
         {"probability": 0.007, "status": 429},
         {"probability": 0.03, "do": "close-before-accept"},
         {"probability": 0.04, "do": "accept-then-close"},
         {"probability": 0.01, "do": "slow", "delay": "300ms"},
         {"probability": 0.02, "do": "truncated"},
         {"probability": 0.01, "do": "truncated", "status": 502},
         {"probability": 0.01, "do": "html", "status": 502}]}
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void everyUserIsStoredOnceOrRejectedWithTheReason(Database database) throws Exception {
    var poisoned =
        IntStream.rangeClosed(1, USERS).filter(FaultyReceiverIT::isPoisoned).mapToObj(i -> "u" + i);
    var rejected = poisoned.collect(toSet());
    try (var pad =
        new LaunchPad(database, folder)
            .delivering(new DeliverySettings(4, CHUNK, IN_FLIGHT, 1_000_000))
            .sending(PATIENT)
            .profiles(profiles())
            .faults(FAULTS)) {
      var end = pad.launch(pad.campaign("all", CAMPAIGN), MONDAY);

      assertThat(pad.sums(end).faultAtTheEnd()).isEmpty();
      assertThat(pad.run(end).status()).as(end.toString()).isEqualTo(RunStatus.COMPLETED);
      assertThat(pad.users(end, Verdict.REJECTED)).isEqualTo(rejected.size());
      assertThat(pad.users(end, Verdict.ACCEPTED)).isEqualTo(USERS - rejected.size());
      storesTwoMessagesOfEveryUser(pad.sandbox().events(), rejected);
      assertThat(pad.rejections(end))
          .hasSize(rejected.size())
          .allSatisfy((user, rejection) -> {
            assertThat(rejected).contains(user);
            assertThat(rejection.code()).isEqualTo("http_400");
            assertThat(rejection.reason()).isEqualTo("400: no such nickname");
          });
      repeatsAreTheSame(pad.sandbox().requests());
      keepsRatesAndPausesAndCountsWhatItSends(pad, pad.run(end).key());
    }
  }

  private static boolean isPoisoned(int user) {
    return user % 3_000 == 1_234;
  }

  private static String profiles() {
    var rows = new StringBuilder();
    for (var i = 1; i <= USERS; i++) {
      rows.append(
          "{\"user_id\": \"u%d\", \"nickname\": \"%s %d\"}%n"
              .formatted(i, isPoisoned(i) ? "poison" : "Ann", i));
    }
    return rows.toString();
  }

  private static void storesTwoMessagesOfEveryUser(List<StoredEvent> events, Set<String> rejected) {
    assertThat(events).extracting(StoredEvent::messageId).doesNotHaveDuplicates();
    var counts =
        events.stream()
            .map(event -> event.message().path("userId").asString())
            .collect(toMap(user -> user, user -> 1, Integer::sum));
    assertThat(counts)
        .hasSize(USERS - rejected.size())
        .doesNotContainKeys(rejected.toArray(String[]::new));
    assertThat(counts.values()).containsOnly(2);
  }

  /** A repeat has the ids of its first attempt, the next number, and another sentAt. */
  private static void repeatsAreTheSame(List<SandboxRequest> requests) {
    Map<List<String>, SandboxRequest> last = new HashMap<>();
    for (var request : requests) {
      var before = last.put(request.messageIds(), request);
      if (request.retryCount() == null) {
        // The same messages anew, without X-Retry-Count, are those sent plain after gzip.
        assertThat(before == null || !before.encoding().equals(request.encoding())).isTrue();
      } else {
        assertThat(before).isNotNull();
        var number = before.retryCount() == null ? 0 : Integer.parseInt(before.retryCount());
        assertThat(request.retryCount()).isEqualTo(String.valueOf(number + 1));
        assertThat(request.sentAt()).isNotEqualTo(before.sentAt());
      }
    }
  }

  private static void keepsRatesAndPausesAndCountsWhatItSends(LaunchPad pad, RunKey run) {
    var stats = pad.sandbox().stats();
    assertThat(stats.faults().values().stream().mapToLong(Long::longValue).sum())
        .isGreaterThan(stats.requests() / 10);
    assertThat(stats.requestsDuringPause()).isZero();
    assertThat(stats.peakRequestsPerSecond()).isLessThanOrEqualTo(REQUESTS_PER_SECOND);
    assertThat(stats.peakEventsPerSecond()).isLessThanOrEqualTo(EVENTS_PER_SECOND);
    Deliveries.Totals totals = pad.store().deliveries().totals(run);
    assertThat(totals.requests()).isEqualTo(stats.requests());
    assertThat(totals.retries()).isEqualTo(stats.retries());
    assertThat(totals.bytesSent()).isEqualTo(stats.bytes());
    assertThat(totals.time().paced()).isPositive();
    assertThat(totals.time().paused()).isPositive();
    assertThat(totals.time().took()).isGreaterThan(totals.time().paced());
  }
}
