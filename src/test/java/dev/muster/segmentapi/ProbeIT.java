package dev.muster.segmentapi;

import static dev.muster.segmentapi.Messages.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Segment's addresses lead to a server on this machine here. */
class ProbeIT {
  private static final String SETTINGS = "/v1/projects/" + KEY.value() + "/settings";

  private final HeldCertificate certificate =
      new HeldCertificate.Builder()
          .addSubjectAlternativeName("api.segment.io")
          .addSubjectAlternativeName("cdn.segment.com")
          .addSubjectAlternativeName("proxy.example.com")
          .build();
  private final HandshakeCertificates trusting =
      new HandshakeCertificates.Builder().addTrustedCertificate(certificate.certificate()).build();
  private final MockWebServer server = new MockWebServer();
  private final Map<String, MockResponse> answers = new ConcurrentHashMap<>();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void start() throws Exception {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            assertThat(request.getHeaders().get("Authorization")).isNull();
            asked.add(Objects.requireNonNull(request.getUrl()).host() + request.getTarget());
            return answers.getOrDefault(
                request.getTarget(), new MockResponse.Builder().code(404).build());
          }
        });
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void tellsHowTheConnectionIsSecuredAndHowFarTheClocksAreApart() throws Exception {
    startSecured();
    answer("/v1/batch", 405, "", Map.of("Date", "Tue, 01 Dec 2026 09:00:00 GMT"));
    var ours = Clock.fixed(VirtualTime.START.plusSeconds(7), ZoneOffset.UTC);
    try (var probe = probe("us", ours, this::trusting)) {
      assertThat(probe.reach())
          .isInstanceOfSatisfying(
              Reach.Reached.class,
              reached -> {
                assertThat(reached.status()).isEqualTo(405);
                assertThat(reached.page()).isFalse();
                assertThat(reached.ahead()).isEqualTo(Duration.ofSeconds(7));
                var tls = Objects.requireNonNull(reached.tls());
                assertThat(tls.version()).startsWith("TLSv1.");
                assertThat(tls.until())
                    .isEqualTo(certificate.certificate().getNotAfter().toInstant());
              });
    }
  }

  @ParameterizedTest
  @CsvSource({
    "302, http://portal.example:8080/login?from=here#top, http://portal.example:8080/",
    "301, https://me:s3cret@portal.example/, https://portal.example/",
    "307, /elsewhere, http://127.0.0.1:PORT/",
    "302, mailto:x, ",
    "302, , ",
    "200, https://portal.example/, ",
  })
  void tellsWhomARedirectSaysToAskWithoutWhatMayBeSecret(
      int status, @Nullable String location, @Nullable String elsewhere) throws Exception {
    server.start();
    var address = "http://127.0.0.1:" + server.getPort();
    answer("/v1/batch", status, "", location == null ? Map.of() : Map.of("Location", location));
    try (var probe = probe(address, Clock.systemUTC(), network -> network)) {
      assertThat(probe.reach())
          .isInstanceOfSatisfying(
              Reach.Reached.class,
              reached ->
                  assertThat(reached.elsewhere())
                      .isEqualTo(
                          elsewhere == null
                              ? null
                              : elsewhere.replace("PORT", "" + server.getPort())));
    }
  }

  @Test
  void tellsThatACertificateIsNotTrustedOrForAnotherNameAndThatNobodyAnswers() throws Exception {
    startSecured();
    try (var probe = probe("us", Clock.systemUTC(), this::hereOnly)) {
      assertThat(probe.reach())
          .isInstanceOfSatisfying(
              Reach.Insecure.class,
              other -> assertThat(other.remedy()).startsWith("have the JVM trust its certificate"));
    }
    try (var probe = probe("https://other.example.com", Clock.systemUTC(), this::trusting)) {
      assertThat(probe.reach())
          .isInstanceOfSatisfying(
              Reach.Insecure.class,
              other -> {
                assertThat(other.what())
                    .contains("other.example.com not verified", "proxy.example.com")
                    .doesNotContain("\n");
                assertThat(other.remedy()).startsWith("ask by a name that its certificate is for");
              });
    }
    var port = server.getPort();
    server.close();
    try (var probe = probe("http://127.0.0.1:" + port, Clock.systemUTC(), this::hereOnly)) {
      assertThat(probe.reach())
          .isInstanceOfSatisfying(
              Reach.NotReached.class, gone -> assertThat(gone.what()).contains("ConnectException"));
    }
  }

  @Test
  void tellsAProxyThatIsNotReachedFromTheReceiver() throws Exception {
    server.start();
    var gone = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort());
    server.close();
    var before = ProxySelector.getDefault();
    ProxySelector.setDefault(ProxySelector.of(gone));
    try (var probe = probe("us", Clock.systemUTC(), network -> network)) {
      assertThat(probe.reach())
          .isInstanceOfSatisfying(
              Reach.Barred.class,
              barred -> {
                assertThat(barred.what())
                    .startsWith(
                        "the proxy %s:%d is not reached: ConnectException"
                            .formatted(gone.getHostString(), gone.getPort()));
                assertThat(barred.remedy()).contains("-Dhttps.proxyHost");
              });
      assertThat(probe.key(KEY))
          .isInstanceOfSatisfying(
              KeyState.Untold.class,
              untold ->
                  assertThat(untold.why())
                      .startsWith("no answer from cdn.segment.com (the proxy ")
                      .doesNotContain(KEY.value()));
    } finally {
      ProxySelector.setDefault(before);
    }
  }

  @Test
  void tellsThatAPageOfHtmlIsAnsweredInsteadOfTheSegmentApi() throws Exception {
    startSecured();
    answer("/v1/batch", 200, "<!DOCTYPE html><title>Please log in</title>", Map.of());
    try (var probe = probe("us", Clock.systemUTC(), this::trusting)) {
      assertThat(probe.reach())
          .isInstanceOfSatisfying(
              Reach.Reached.class, reached -> assertThat(reached.page()).isTrue());
    }
  }

  @Test
  void asksSegmentWhetherTheKeyNamesASource() throws Exception {
    startSecured();
    try (var probe = probe("us", Clock.systemUTC(), this::trusting)) {
      assertThat(probe.key(KEY)).isEqualTo(new KeyState.Unknown("cdn.segment.com"));

      answer(
          SETTINGS,
          200,
          "{\"integrations\":{\"Segment.io\":{\"apiHost\":\"events.eu1.segmentapis.com/v1\"}}}",
          Map.of());
      assertThat(probe.key(KEY)).isEqualTo(new KeyState.Known("events.eu1.segmentapis.com/v1"));

      answer(SETTINGS, 200, "{\"integrations\":{}}", Map.of());
      assertThat(probe.key(KEY)).isEqualTo(new KeyState.Known(null));

      answer(SETTINGS, 200, "<html>", Map.of());
      assertThat(probe.key(KEY)).isEqualTo(new KeyState.SomebodyElse("cdn.segment.com"));

      answer(SETTINGS, 200, "{\"success\":true}", Map.of());
      assertThat(probe.key(KEY)).isInstanceOf(KeyState.Untold.class);

      answer(SETTINGS, 503, "", Map.of());
      assertThat(probe.key(KEY)).isEqualTo(new KeyState.Untold("cdn.segment.com answered 503"));
    }
    assertThat(asked).containsOnly("cdn.segment.com" + SETTINGS);
  }

  @Test
  void doesNotShowTheKeyToAReceiverThatIsNotSegments() throws Exception {
    startSecured();
    try (var probe = probe("https://proxy.example.com", Clock.systemUTC(), this::trusting)) {
      assertThat(probe.key(KEY)).isInstanceOf(KeyState.Untold.class);
    }
    assertThat(asked).isEmpty();
  }

  @Test
  void believesASandboxOnThisMachineAndNobodyElseThereThatAKeyIsUnknown() throws Exception {
    server.start();
    try (var probe =
        probe("http://127.0.0.1:" + server.getPort() + "/v1", Clock.systemUTC(), this::hereOnly)) {
      assertThat(probe.key(KEY)).isInstanceOf(KeyState.Untold.class);

      answer("/__sandbox/stats", 200, "{}", Map.of());
      assertThat(probe.key(KEY)).isEqualTo(new KeyState.Unknown("127.0.0.1"));

      answer(SETTINGS, 200, "{\"integrations\":{}}", Map.of());
      assertThat(probe.key(KEY)).isEqualTo(new KeyState.Known(null));
    }
  }

  private void startSecured() throws Exception {
    server.useHttps(
        new HandshakeCertificates.Builder()
            .heldCertificate(certificate)
            .build()
            .sslSocketFactory());
    server.start();
  }

  private void answer(String path, int status, String body, Map<String, String> headers) {
    var answer = new MockResponse.Builder().code(status).body(body);
    headers.forEach(answer::setHeader);
    answers.put(path, answer.build());
  }

  private static Probe probe(
      String endpoint, Clock clock, UnaryOperator<OkHttpClient.Builder> network) {
    return Probe.of(Endpoint.of(endpoint), clock, HttpUrl.get("https://cdn.segment.com"), network);
  }

  private OkHttpClient.Builder trusting(OkHttpClient.Builder builder) {
    return hereOnly(builder).sslSocketFactory(trusting.sslSocketFactory(), trusting.trustManager());
  }

  /** Every name leads to the server, and so does https. */
  private OkHttpClient.Builder hereOnly(OkHttpClient.Builder builder) {
    return builder
        .dns(name -> List.of(InetAddress.getLoopbackAddress()))
        .addInterceptor(chain -> chain.proceed(toServer(chain.request())));
  }

  private Request toServer(Request request) {
    var url = request.url();
    var port = url.isHttps() ? server.getPort() : url.port();
    return request.newBuilder().url(url.newBuilder().port(port).build()).build();
  }
}
