package dev.muster.segmentapi;

import static dev.muster.segmentapi.Messages.KEY;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.segmentapi.Sending.Accepted;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WireIT {
  private final MockWebServer server = new MockWebServer();
  private final VirtualTime time = new VirtualTime();

  @BeforeEach
  void start() throws Exception {
    server.start();
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void namesItsKeyInBothPlacesAndTheContentsFully() throws Exception {
    answerAlways(ok());
    try (var api = api(HttpSegmentApiIT.quick(false))) {
      api.send(Messages.batch(1));
    }
    var request = server.takeRequest();
    assertThat(request.getRequestLine()).isEqualTo("POST /v1/batch HTTP/1.1");
    assertThat(request.getHeaders().get("Authorization")).isEqualTo("Basic " + KEY.basic());
    assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/json");
    var body = Objects.requireNonNull(request.getBody()).utf8();
    assertThat(body)
        .startsWith("{\"batch\":[{\"type\":\"track\"")
        .contains("\"context\":{\"library\":{\"name\":\"muster\",\"version\":\"")
        .contains("\"writeKey\":\"" + KEY.value() + "\"")
        .endsWith("\"sentAt\":\"2026-12-01T09:00:00.000Z\"}");
    assertThat(request.getHeaders().get("Content-Length")).isEqualTo("" + body.length());
  }

  @Test
  void keepsAConnectionAndOpensANewOneAfterThreeFailuresInARow() throws Exception {
    var count = new AtomicInteger();
    answer(request -> count.incrementAndGet() <= 5 ? ok() : status(503));
    try (var api = api(HttpSegmentApiIT.quick(true))) {
      for (var i = 0; i < 5; i++) {
        api.send(Messages.batch(1));
      }
      api.send(Messages.batch(1));
    }
    assertThat(connections(15)).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 3);
  }

  @Test
  void looksTheHostUpAgainAfterHalfAMinute() throws Exception {
    answerAlways(ok());
    var lookups = new AtomicInteger();
    UnaryOperator<OkHttpClient.Builder> network =
        builder ->
            builder.dns(name -> {
              lookups.incrementAndGet();
              return List.of(InetAddress.getLoopbackAddress());
            });
    try (var api = api(HttpSegmentApiIT.quick(true), network)) {
      for (var i = 0; i < 10; i++) {
        api.send(Messages.batch(1));
        time.await(new CountDownLatch(1), Duration.ofSeconds(10).toNanos());
      }
    }
    // On a slow machine a connection may be tried for twice.
    assertThat(lookups.get()).isBetween(4, 9);
    assertThat(connections(10).stream().collect(groupingBy(identity(), counting())).values())
        .as("requests of each connection, ten seconds apart")
        .allSatisfy(requests -> assertThat(requests).isBetween(1L, 3L))
        .hasSizeLessThan(10);
  }

  @Test
  void repeatsPlainWhatWasUnderWayCompressedWhenOnlyPlainIsTaken() throws Exception {
    var bothUnderWay = new CountDownLatch(2);
    var plainWasTaken = new CountDownLatch(1);
    var compressed = new AtomicInteger();
    answer(request -> {
      if (request.getHeaders().get("Content-Encoding") == null) {
        plainWasTaken.countDown();
        return ok();
      }
      var second = compressed.incrementAndGet() == 2;
      bothUnderWay.countDown();
      await(second ? plainWasTaken : bothUnderWay);
      return status(400);
    });
    try (var api = api(HttpSegmentApiIT.quick(true));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var one = threads.submit(() -> api.send(Messages.batch(0, 1)));
      var other = threads.submit(() -> api.send(Messages.batch(1, 2)));
      for (var sending : List.of(one.get(), other.get())) {
        assertThat(sending.fates()).allMatch(Accepted.class::isInstance);
      }
    }
  }

  @Test
  void followsNoRedirect() throws Exception {
    answerAlways(
        new MockResponse.Builder().code(307).addHeader("Location", server.url("/other")).build());
    try (var api = api(HttpSegmentApiIT.quick(true))) {
      assertThat(api.send(Messages.batch(1)).halt()).isInstanceOf(Halt.NeedsRemedy.class);
    }
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400})
  void readsNoAnswerToAnEndThatDoesNotCome(int status) throws Exception {
    answerAlways(
        new MockResponse.Builder()
            .code(status)
            .body("x".repeat(1_000_000))
            .throttleBody(100, 100, TimeUnit.MILLISECONDS)
            .build());
    try (var api = api(HttpSegmentApiIT.quick(false))) {
      long begun = System.nanoTime();
      var sending = api.send(Messages.batch(1));
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));
      assertThat(sending.halt()).isNull();
      if (status == 400) {
        assertThat(((Sending.Rejected) sending.fates().getFirst()).reason().length())
            .isLessThan(250);
      }
    }
  }

  @Test
  void takesATruncatedAcceptanceForOne() throws Exception {
    answerAlways(
        new MockResponse.Builder()
            .body(new Buffer().writeUtf8("{\"success\":"))
            .setHeader("Content-Length", "1000")
            .onResponseEnd(new SocketEffect.CloseSocket(true, true, true))
            .build());
    try (var api = api(HttpSegmentApiIT.quick(true))) {
      assertThat(api.send(Messages.batch(2)).fates()).allMatch(Accepted.class::isInstance);
    }
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void speaksHttp2WhereItIsOffered() throws Exception {
    var localhost = InetAddress.getByName("localhost").getCanonicalHostName();
    var held = new HeldCertificate.Builder().addSubjectAlternativeName(localhost).build();
    var ofServer = new HandshakeCertificates.Builder().heldCertificate(held).build();
    var ofClient =
        new HandshakeCertificates.Builder().addTrustedCertificate(held.certificate()).build();
    try (var secure = new MockWebServer()) {
      secure.useHttps(ofServer.sslSocketFactory());
      secure.start();
      secure.setDispatcher(dispatcher(request -> ok()));
      UnaryOperator<OkHttpClient.Builder> network =
          builder -> builder.sslSocketFactory(ofClient.sslSocketFactory(), ofClient.trustManager());
      var address = "https://" + localhost + ":" + secure.getPort();
      try (var api = api(address, HttpSegmentApiIT.quick(true), network, time)) {
        assertThat(api.send(Messages.batch(3)).halt()).isNull();
      }
      assertThat(secure.takeRequest().getVersion()).isEqualTo("HTTP/2");
      // A certificate that is not trusted is a failure like others, with its name in the reason.
      try (var api = api(address, HttpSegmentApiIT.quick(true), UnaryOperator.identity(), time)) {
        assertThat(String.valueOf(api.send(Messages.batch(3)).halt()))
            .contains("SSLHandshakeException");
      }
      // So is one for another name, in one line.
      UnaryOperator<OkHttpClient.Builder> byAnotherName =
          builder -> network.apply(builder).dns(name -> List.of(InetAddress.getLoopbackAddress()));
      var other = "https://other.example.com:" + secure.getPort();
      try (var api = api(other, HttpSegmentApiIT.quick(true), byAnotherName, time)) {
        assertThat(String.valueOf(api.send(Messages.batch(3)).halt()))
            .contains("other.example.com not verified", "ask by a name that its certificate is for")
            .doesNotContain("\n");
      }
    }
  }

  @Test
  void sendsAtOnce() throws Exception {
    try (var socket = new NoDelaySockets().createSocket()) {
      assertThat(socket.getTcpNoDelay()).isTrue();
    }
  }

  @Test
  void comparesADateWithTheAnswersOwn() throws Exception {
    var count = new AtomicInteger();
    answer(request ->
        count.incrementAndGet() > 1
            ? ok()
            : status(429)
                .newBuilder()
                .setHeader("Date", "Tue, 01 Dec 2026 07:00:00 GMT")
                .setHeader("Retry-After", "Tue, 01 Dec 2026 07:00:09 GMT")
                .build());
    try (var api = api(HttpSegmentApiIT.quick(true))) {
      api.send(Messages.batch(1));
    }
    assertThat(time.instant()).isEqualTo(Instant.parse("2026-12-01T09:00:09Z"));
  }

  private HttpSegmentApi api(SendingSettings settings) {
    return api(settings, UnaryOperator.identity());
  }

  private HttpSegmentApi api(
      SendingSettings settings, UnaryOperator<OkHttpClient.Builder> network) {
    return api("http://localhost:" + server.getPort(), settings, network, time);
  }

  private HttpSegmentApi api(
      String address,
      SendingSettings settings,
      UnaryOperator<OkHttpClient.Builder> network,
      Clock clock) {
    return new HttpSegmentApi(
        Endpoint.of(address),
        Envelope.of(KEY),
        null,
        settings,
        clock,
        clock,
        time,
        () -> 1,
        network);
  }

  /** An answer that depends on the request. */
  private interface Answering {
    MockResponse to(RecordedRequest request);
  }

  private static Dispatcher dispatcher(Answering answering) {
    return new Dispatcher() {
      @Override
      public MockResponse dispatch(RecordedRequest request) {
        return answering.to(request);
      }
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void answer(Answering answering) {
    server.setDispatcher(dispatcher(answering));
  }

  private void answerAlways(MockResponse response) {
    answer(request -> response);
  }

  private static MockResponse ok() {
    return status(200);
  }

  private static MockResponse status(int status) {
    return new MockResponse.Builder().code(status).body("{\"success\":true}").build();
  }

  private List<Integer> connections(int requests) throws InterruptedException {
    var connections = new ArrayList<Integer>();
    for (var i = 0; i < requests; i++) {
      connections.add(server.takeRequest().getConnectionIndex());
    }
    return connections;
  }
}
