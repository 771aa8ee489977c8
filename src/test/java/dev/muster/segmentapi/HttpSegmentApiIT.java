package dev.muster.segmentapi;

import static dev.muster.segmentapi.Messages.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.message.Batch;
import dev.muster.message.Message;
import dev.muster.sandbox.Fault;
import dev.muster.sandbox.FaultScript;
import dev.muster.sandbox.Sandbox;
import dev.muster.sandbox.SandboxRequest;
import dev.muster.sandbox.SandboxSettings;
import dev.muster.sandbox.StoredEvent;
import dev.muster.segmentapi.Halt.NeedsRemedy;
import dev.muster.segmentapi.Sending.Accepted;
import dev.muster.segmentapi.Sending.Rejected;
import dev.muster.segmentapi.Sending.Unsent;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HttpSegmentApiIT {
  private static final SendingSettings QUICK = quick(true);

  @Test
  void sendsABatchWholeAndTellsWhatItTook() throws Exception {
    try (var sandbox = Sandbox.start();
        var api = api(sandbox, QUICK)) {
      var sending = api.send(Messages.batch(100));

      assertThat(sending.halt()).isNull();
      assertThat(sending.fates()).hasSize(100).allMatch(Accepted.class::isInstance);
      assertThat(sandbox.events())
          .hasSize(100)
          .first()
          .satisfies(event -> {
            assertThat(event.message().path("userId").asString()).isEqualTo("user-0");
            assertThat(event.message().path("context").path("library").path("name").asString())
                .isEqualTo("muster");
            assertThat(event.message().path("timestamp").asString())
                .isEqualTo("2026-12-01T09:00:00.000Z");
          });
      var request = sandbox.requests().getFirst();
      assertThat(request.encoding()).isEqualTo("gzip");
      assertThat(request.retryCount()).isNull();
      assertThat(sending.traffic().requests()).isEqualTo(1);
      assertThat(sending.traffic().retries()).isZero();
      assertThat(sending.traffic().bytes())
          .isEqualTo(request.bodyBytes())
          .isEqualTo(Envelope.of(KEY).bodyBytes(Messages.batch(100).messages()));
      assertThat(sending.traffic().bytesSent()).isEqualTo(request.bytes());
    }
  }

  @Test
  void fitsTheStrictLimitToTheByte() throws Exception {
    var batch = Messages.ofBodyBytes(Batch.BODY_BYTES);
    try (var sandbox = Sandbox.start();
        var api = api(sandbox, quick(false))) {
      assertThat(api.send(batch).fates()).allMatch(Accepted.class::isInstance);
      assertThat(sandbox.requests())
          .singleElement()
          .satisfies(request -> assertThat(request.bytes()).isEqualTo(Batch.BODY_BYTES));
    }
  }

  @Test
  void refusesABatchThatIsAByteTooLarge() {
    var batch = Messages.ofBodyBytes(Batch.BODY_BYTES + 1);
    try (var sandbox = Sandbox.start();
        var api = api(sandbox, QUICK)) {
      assertThatThrownBy(() -> api.send(batch))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("480001");
      assertThat(sandbox.stats().requests()).isZero();
    }
  }

  @Test
  void halvesUntilThePoisonedAreAlone() throws Exception {
    var script =
        FaultScript.of(
            new Fault(
                new Fault.Containing("poison"),
                new Fault.Status(
                    400, Map.of(), "{\"message\":\"bad value for ann@example.com at Ann\"}")));
    var messages = new ArrayList<Message>(Messages.batch(500).messages());
    messages.set(7, Messages.of("poison-1", ",\"traits\":{\"first_name\":\"Ann\"}"));
    messages.set(499, Messages.of("poison-2"));
    try (var sandbox = Sandbox.start(SandboxSettings.defaults().withFaults(script));
        var api = api(sandbox, QUICK)) {
      var sending = api.send(new Batch(messages));

      assertThat(sending.halt()).isNull();
      assertThat(sending.fates().get(7))
          .isEqualTo(new Rejected("http_400", "400: bad value for … at …"));
      assertThat(sending.fates().get(499)).isInstanceOf(Rejected.class);
      assertThat(sending.fates().stream().filter(Accepted.class::isInstance)).hasSize(498);
      assertThat(sandbox.events())
          .hasSize(498)
          .extracting(StoredEvent::messageId)
          .doesNotHaveDuplicates();
      assertThat(sandbox.stats().retries()).isZero();
    }
  }

  @Test
  void stopsWhenTenInARowAreRefusedAndNoneWasAccepted() throws Exception {
    var script = FaultScript.of(new Fault(new Fault.WithProbability(1), new Fault.Status(400)));
    try (var sandbox = Sandbox.start(SandboxSettings.defaults().withFaults(script));
        var api = api(sandbox, QUICK)) {
      var first = api.send(Messages.batch(0, 5));
      assertThat(first.fates()).allMatch(Rejected.class::isInstance);
      var second = api.send(Messages.batch(5, 500));

      assertThat(second.fates()).allMatch(Unsent.class::isInstance);
      assertThat(second.halt())
          .isInstanceOfSatisfying(
              NeedsRemedy.class, halt -> assertThat(halt.rejectionsVoid()).isTrue());
      long requests = sandbox.stats().requests();
      assertThat(api.send(Messages.batch(500, 600)).halt()).isEqualTo(second.halt());
      assertThat(sandbox.stats().requests()).isEqualTo(requests);
    }
  }

  @Test
  void sendsPlainWhenGzipIsNotTaken() throws Exception {
    for (var status : new int[] {400, 415}) {
      var script =
          FaultScript.of(new Fault(new Fault.WithEncoding("gzip"), new Fault.Status(status)));
      try (var sandbox = Sandbox.start(SandboxSettings.defaults().withFaults(script));
          var api = api(sandbox, QUICK)) {
        assertThat(api.send(Messages.batch(0, 10)).halt()).isNull();
        assertThat(api.send(Messages.batch(10, 20)).halt()).isNull();
        assertThat(sandbox.requests())
            .extracting(SandboxRequest::encoding)
            .containsExactly("gzip", "identity", "identity");
        assertThat(sandbox.requests()).extracting(SandboxRequest::retryCount).containsOnlyNulls();
      }
    }
  }

  static SegmentApi api(Sandbox sandbox, SendingSettings settings) {
    return HttpSegmentApi.open(
        Endpoint.of(sandbox.uri().toString()), Envelope.of(KEY), settings, Clock.systemUTC());
  }

  static SendingSettings quick(boolean gzip) {
    return new SendingSettings(
        100_000, 0, 10, Duration.ofMillis(1), Duration.ofMillis(20), Duration.ofMinutes(1), gzip);
  }
}
