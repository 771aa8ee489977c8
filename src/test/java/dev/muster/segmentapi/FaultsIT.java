package dev.muster.segmentapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.message.Batch;
import dev.muster.message.Message;
import dev.muster.segmentapi.Sending.Accepted;
import dev.muster.segmentapi.Sending.Rejected;
import dev.muster.segmentapi.sandbox.FaultScript;
import dev.muster.segmentapi.sandbox.Sandbox;
import dev.muster.segmentapi.sandbox.SandboxRequest;
import dev.muster.segmentapi.sandbox.SandboxSettings;
import dev.muster.segmentapi.sandbox.SandboxStats;
import dev.muster.segmentapi.sandbox.StoredEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** Many messages, and a receiver that fails every fifth time in every way it knows. */
class FaultsIT {
  private static final int USERS = 20_000;
  private static final int BATCH = 50;
  private static final int REQUESTS_PER_SECOND = 200;
  private static final int EVENTS_PER_SECOND = 8_000;
  private static final int IN_FLIGHT = 6;
  private static final FaultScript SCRIPT =
      FaultScript.read(
          """
          {"seed": 42, "rate": {},
           "faults": [
             {"containing": "poison", "status": 400, "body": "{\\"message\\":\\"poisoned\\"}"},
             {"probability": 0.04, "status": 500},
             {"probability": 0.03, "status": 503},
             {"probability": 0.005, "status": 429, "headers": {"Retry-After": "1"}},
             {"probability": 0.005, "status": 429},
             {"probability": 0.03, "do": "close-before-accept"},
             {"probability": 0.04, "do": "accept-then-close"},
             {"probability": 0.01, "do": "slow", "delay": "300ms"},
             {"probability": 0.02, "do": "truncated"},
             {"probability": 0.01, "do": "truncated", "status": 502},
             {"probability": 0.01, "do": "html", "status": 502}]}
          """);

  @Test
  void deliversEveryMessageOnce() throws Exception {
    List<Batch> batches = batches();
    Map<String, Sending.Fate> fates = new ConcurrentHashMap<>();
    try (Sandbox sandbox = Sandbox.start(SandboxSettings.defaults().withFaults(SCRIPT));
        SegmentApi api = HttpSegmentApiIT.api(sandbox, settings())) {
      List<Sending> sendings = sendAll(api, batches, fates);

      assertThat(sendings).allMatch(sending -> sending.halt() == null);
      Set<String> poisoned = new HashSet<>();
      Set<String> valid = new HashSet<>();
      for (Batch batch : batches) {
        for (Message message : batch.messages()) {
          (isPoisoned(message) ? poisoned : valid).add(message.id());
        }
      }
      assertThat(fates).hasSize(USERS);
      fates.forEach((id, fate) -> {
        if (poisoned.contains(id)) {
          assertThat(fate).isEqualTo(new Rejected("http_400", "400: poisoned"));
        } else {
          assertThat(fate).isInstanceOf(Accepted.class);
        }
      });
      List<StoredEvent> events = sandbox.events();
      assertThat(events).hasSize(valid.size());
      assertThat(events.stream().map(StoredEvent::messageId)).containsAll(valid);
      repeatsAreTheSame(sandbox.requests());
      SandboxStats stats = sandbox.stats();
      assertThat(stats.faults().values().stream().mapToLong(Long::longValue).sum())
          .isGreaterThan(stats.requests() / 10);
      assertThat(stats.requestsDuringPause()).isZero();
      assertThat(stats.peakRequestsPerSecond()).isLessThanOrEqualTo(REQUESTS_PER_SECOND);
      assertThat(stats.peakEventsPerSecond()).isLessThanOrEqualTo(EVENTS_PER_SECOND);
      assertThat(stats.requests())
          .isEqualTo(sendings.stream().mapToLong(sending -> sending.traffic().requests()).sum());
      assertThat(stats.retries())
          .isEqualTo(sendings.stream().mapToLong(sending -> sending.traffic().retries()).sum());
      assertThat(stats.bytes())
          .isEqualTo(sendings.stream().mapToLong(sending -> sending.traffic().bytesSent()).sum());
    }
  }

  /** A repeat has the ids of its first attempt, the next number, and another sentAt. */
  private static void repeatsAreTheSame(List<SandboxRequest> requests) {
    Map<List<String>, SandboxRequest> last = new HashMap<>();
    for (SandboxRequest request : requests) {
      SandboxRequest before = last.put(request.messageIds(), request);
      if (request.retryCount() == null) {
        // The same messages anew, without X-Retry-Count, are those sent plain after gzip.
        assertThat(before == null || !before.encoding().equals(request.encoding())).isTrue();
      } else {
        assertThat(before).isNotNull();
        int number = before.retryCount() == null ? 0 : Integer.parseInt(before.retryCount());
        assertThat(request.retryCount()).isEqualTo(String.valueOf(number + 1));
        assertThat(request.sentAt()).isNotEqualTo(before.sentAt());
      }
    }
  }

  private static List<Sending> sendAll(
      SegmentApi api, List<Batch> batches, Map<String, Sending.Fate> fates) throws Exception {
    Semaphore inFlight = new Semaphore(IN_FLIGHT);
    List<Future<Sending>> futures = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Batch batch : batches) {
        futures.add(
            threads.submit(() -> {
              inFlight.acquire();
              try {
                Sending sending = api.send(batch);
                for (int i = 0; i < batch.messages().size(); i++) {
                  fates.put(batch.messages().get(i).id(), sending.fates().get(i));
                }
                return sending;
              } finally {
                inFlight.release();
              }
            }));
      }
    }
    List<Sending> sendings = new ArrayList<>();
    for (Future<Sending> future : futures) {
      sendings.add(future.get());
    }
    return sendings;
  }

  private static List<Batch> batches() {
    List<Batch> batches = new ArrayList<>();
    for (int from = 0; from < USERS; from += BATCH) {
      List<Message> messages = new ArrayList<>();
      for (int user = from; user < from + BATCH; user++) {
        messages.add(Messages.of((user % 3_000 == 1_234 ? "poison-" : "user-") + user));
      }
      batches.add(new Batch(messages));
    }
    return batches;
  }

  private static boolean isPoisoned(Message message) {
    return new String(message.json(), StandardCharsets.UTF_8).contains("poison");
  }

  private static SendingSettings settings() {
    return new SendingSettings(
        REQUESTS_PER_SECOND,
        EVENTS_PER_SECOND,
        30,
        Duration.ofMillis(10),
        Duration.ofMillis(200),
        Duration.ofMinutes(2),
        true);
  }
}
