package dev.muster.segmentapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.sandbox.Fault;
import dev.muster.sandbox.FaultScript;
import dev.muster.sandbox.Sandbox;
import dev.muster.sandbox.SandboxSettings;
import dev.muster.segmentapi.Halt.NeedsRemedy;
import dev.muster.segmentapi.Halt.Stopped;
import dev.muster.segmentapi.Sending.Accepted;
import dev.muster.segmentapi.Sending.Unsent;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The end of sending before all is sent. */
@Timeout(60)
class HaltIT {
  private static final Fault PAUSE =
      new Fault(
          Fault.OnRequests.of(1), new Fault.Status(429, Map.of("Retry-After", "50"), "later"));

  @Test
  void stopEndsAPauseAtOnce() throws Exception {
    var waits = new WatchedWaiting();
    try (var sandbox = sandbox(FaultScript.of(PAUSE));
        var api = api(sandbox, waits);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var pausing = threads.submit(() -> api.send(Messages.batch(0, 10)));
      waits.untilOneIsPausing();
      var waiting = threads.submit(() -> api.send(Messages.batch(10, 20)));
      api.stop();
      for (var future : List.of(pausing, waiting)) {
        assertThat(future.get().halt()).isEqualTo(Stopped.SENDING);
        assertThat(future.get().fates()).hasSize(10).allMatch(Unsent.class::isInstance);
      }
      assertThat(sandbox.stats().requests()).isEqualTo(1);
    }
  }

  @Test
  void aHaltLetsNoFurtherAttemptBegin() throws Exception {
    var script =
        FaultScript.of(
            new Fault(Fault.OnRequests.of(2), new Fault.Slow(Duration.ofMillis(1_500))),
            new Fault(Fault.OnRequests.of(3), new Fault.Status(503)),
            new Fault(Fault.OnRequests.of(4), new Fault.Status(401)));
    try (var sandbox = sandbox(script);
        var api = HttpSegmentApiIT.api(sandbox, HttpSegmentApiIT.quick(true));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(api.send(Messages.batch(30, 40)).halt()).isNull();
      var underWay = threads.submit(() -> api.send(Messages.batch(0, 10)));
      untilAsked(sandbox, 2);
      var refused = api.send(Messages.batch(10, 20));

      assertThat(refused.halt()).isInstanceOf(NeedsRemedy.class);
      assertThat(refused.fates()).allMatch(Unsent.class::isInstance);
      // What was under way is not cut off: its answer counts.
      assertThat(underWay.get().fates()).allMatch(Accepted.class::isInstance);
      assertThat(underWay.get().halt()).isNull();
      assertThat(api.send(Messages.batch(20, 30)).halt()).isEqualTo(refused.halt());
      assertThat(sandbox.stats().requests()).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      textBlock =
          """
          -                              | -               | found 401                                                          | belongs to the region asked (SEGMENT_API)
          Basic realm="Shop intern"      | -               | found 401, asking for a login (Basic, realm 'Shop intern') | check the write key (SEGMENT_WRITE_KEY) and that it belongs to the region asked (SEGMENT_API), or, where a gateway before the receiver asks for that login, have it let messages through without
          Basic realm="0123456789abcdefSECRETabcdef0123" | no | found 401, asking for a login (Basic, realm '…'): no | without
          Negotiate                      | <title>401      | found 401, asking for a login (Negotiate): an HTML page titled 401 | see which proxy or portal answers instead of it, and check the address (SEGMENT_API), or, where a gateway before the receiver asks for that login, have it let messages through without
          Bearer realm="api"             | -               | found 401                                                          | belongs to the region asked (SEGMENT_API)
          """)
  void aLoginThatAGatewayAsksForIsToldFromTheWriteKey(
      @Nullable String challenge, @Nullable String body, String reason, String remedy)
      throws Exception {
    var headers =
        challenge == null ? Map.<String, String>of() : Map.of("WWW-Authenticate", challenge);
    var fault =
        new Fault(
            Fault.OnRequests.of(1),
            new Fault.Status(401, headers, Objects.requireNonNullElse(body, "")));
    try (var sandbox = sandbox(FaultScript.of(fault));
        var api = HttpSegmentApiIT.api(sandbox, HttpSegmentApiIT.quick(true))) {
      assertThat(api.send(Messages.batch(1)).halt())
          .isInstanceOfSatisfying(
              NeedsRemedy.class,
              halt -> {
                assertThat(halt.reason()).endsWith(reason);
                assertThat(halt.remedy()).endsWith(remedy);
              });
    }
  }

  @Test
  void aPageOfHtmlForTheFirstAcceptanceHaltsAllAndIsOneAfterAnother() throws Exception {
    var page = new Fault(Fault.OnRequests.of(1), new Fault.Html(200));
    try (var sandbox = sandbox(FaultScript.of(page));
        var api = HttpSegmentApiIT.api(sandbox, HttpSegmentApiIT.quick(true))) {
      var sending = api.send(Messages.batch(0, 10));
      assertThat(sending.fates()).allMatch(Unsent.class::isInstance);
      assertThat(sending.halt())
          .isInstanceOfSatisfying(
              Halt.SomebodyElse.class,
              halt -> assertThat(halt.reason()).contains("found 200: an HTML page titled"));
      assertThat(api.send(Messages.batch(10, 20)).halt()).isEqualTo(sending.halt());
      assertThat(sandbox.stats().requests()).isEqualTo(1);
    }
    var later = new Fault(Fault.OnRequests.of(2), new Fault.Html(200));
    try (var sandbox = sandbox(FaultScript.of(later));
        var api = HttpSegmentApiIT.api(sandbox, HttpSegmentApiIT.quick(true))) {
      assertThat(api.send(Messages.batch(0, 10)).halt()).isNull();
      assertThat(api.send(Messages.batch(10, 20)).fates()).allMatch(Accepted.class::isInstance);
    }
  }

  @Test
  void somebodyElseIsShownOneRequestHoweverManyWorkersBegin() throws Exception {
    var page = new Fault(new Fault.WithProbability(1), new Fault.Html(200));
    try (var sandbox = sandbox(FaultScript.of(page));
        var api = HttpSegmentApiIT.api(sandbox, HttpSegmentApiIT.quick(true));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var workers =
          IntStream.range(0, 16)
              .<Callable<Sending>>mapToObj(
                  worker -> () -> api.send(Messages.batch(worker * 10, worker * 10 + 10)))
              .toList();
      for (var future : threads.invokeAll(workers)) {
        assertThat(future.get().halt()).isInstanceOf(Halt.SomebodyElse.class);
      }
      assertThat(sandbox.stats().requests()).isEqualTo(1);
    }
  }

  @Test
  void anInterruptEndsAPause() throws Exception {
    var waits = new WatchedWaiting();
    try (var sandbox = sandbox(FaultScript.of(PAUSE));
        var api = api(sandbox, waits);
        var threads = Executors.newSingleThreadExecutor()) {
      var pausing = threads.submit(() -> api.send(Messages.batch(10)));
      waits.untilOneIsPausing();
      threads.shutdownNow();
      assertThatThrownBy(pausing::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void aReceiverThatIsDownUsesUpTheAttempts() throws Exception {
    String address;
    try (var sandbox = Sandbox.start()) {
      address = sandbox.uri().toString();
    }
    try (SegmentApi api =
        HttpSegmentApi.open(
            Endpoint.of(address),
            Envelope.of(Messages.KEY),
            HttpSegmentApiIT.quick(true),
            Clock.systemUTC())) {
      var sending = api.send(Messages.batch(10));
      assertThat(sending.traffic().requests()).isEqualTo(10);
      assertThat(sending.halt())
          .isInstanceOfSatisfying(
              Halt.Passing.class,
              halt ->
                  assertThat(halt.reason()).contains(address, "10 attempts", "ConnectException"));
    }
  }

  @Test
  void aBatchThatIsTooLateHaltsNoOther() throws Exception {
    var fails = new Fault(new Fault.OnRequests(List.of(1)), new Fault.Status(503, Map.of(), ""));
    try (var sandbox = sandbox(FaultScript.of(fails));
        var api = api(sandbox, Waiting.real())) {
      var asked = new AtomicInteger();
      var late =
          api.send(
              Messages.batch(0, 10),
              () ->
                  asked.incrementAndGet() == 1
                      ? SegmentApi.Leave.GIVEN
                      : SegmentApi.Leave.TOO_LATE);
      assertThat(late.fates()).hasSize(10).allMatch(Sending.TooLate.class::isInstance);
      assertThat(late.halt()).isNull();
      assertThat(late.traffic().requests()).isEqualTo(1);

      var other = api.send(Messages.batch(10, 20));
      assertThat(other.fates()).allMatch(Sending.Accepted.class::isInstance);
      assertThat(sandbox.stats().requests()).isEqualTo(2);
    }
  }

  @Test
  void aLeaveThatIsWithdrawnHaltsAll() throws Exception {
    try (var sandbox = sandbox(FaultScript.NONE);
        var api = api(sandbox, Waiting.real())) {
      var sending = api.send(Messages.batch(0, 10), () -> SegmentApi.Leave.WITHDRAWN);
      assertThat(sending.fates()).allMatch(Unsent.class::isInstance);
      assertThat(sending.halt()).isEqualTo(Halt.Stopped.SENDING);
      assertThat(api.send(Messages.batch(10, 20)).halt()).isEqualTo(Halt.Stopped.SENDING);
      assertThat(sandbox.stats().requests()).isZero();
    }
  }

  private static SegmentApi api(Sandbox sandbox, Waiting waiting) {
    return new HttpSegmentApi(
        Endpoint.of(sandbox.uri().toString()),
        Envelope.of(Messages.KEY),
        null,
        HttpSegmentApiIT.quick(true),
        Clock.systemUTC(),
        Clock.systemUTC(),
        waiting,
        () -> 1,
        UnaryOperator.identity());
  }

  /** Real waits, of which a test can know that a long one has begun. */
  private static final class WatchedWaiting implements Waiting {
    private static final long LONG = Duration.ofSeconds(40).toNanos();
    private final Waiting real = Waiting.real();
    private final CountDownLatch pausing = new CountDownLatch(1);

    @Override
    public long nanos() {
      return real.nanos();
    }

    @Override
    public void await(CountDownLatch signal, long nanos) throws InterruptedException {
      if (nanos > LONG) {
        pausing.countDown();
      }
      real.await(signal, nanos);
    }

    void untilOneIsPausing() throws InterruptedException {
      pausing.await();
    }
  }

  private static Sandbox sandbox(FaultScript script) {
    return Sandbox.start(SandboxSettings.defaults().withFaults(script));
  }

  private static void untilAsked(Sandbox sandbox, int requests) {
    while (sandbox.stats().answers().values().stream().mapToLong(Long::longValue).sum()
        < requests) {
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }
}
