package dev.muster.segmentapi;

import static dev.muster.segmentapi.Messages.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.KeyPairs;
import dev.muster.segmentapi.Halt.NeedsRemedy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OAuthIT {
  private static final KeyPair PAIR = KeyPairs.one();
  private static final String PKCS8 = pem("PRIVATE KEY", PAIR.getPrivate().getEncoded());
  // PKCS #1 is what stands in PKCS #8 after the algorithm, for a key of 2048 bits at byte 26.
  private static final String PKCS1 =
      pem(
          "RSA PRIVATE KEY",
          Arrays.copyOfRange(
              PAIR.getPrivate().getEncoded(), 26, PAIR.getPrivate().getEncoded().length));

  @TempDir private Path folder;
  private final MockWebServer server = new MockWebServer();
  private final VirtualTime time = new VirtualTime();
  private final TokenServer tokens = new TokenServer();
  private final List<String> authorizations = new ArrayList<>();
  private final List<String> retryCounts = new ArrayList<>();
  private int refuseBatches;
  private int refusal = 401;

  @BeforeEach
  void start() throws Exception {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public synchronized MockResponse dispatch(RecordedRequest request) {
            if (request.getTarget().equals("/token")) {
              return tokens.answer(Objects.requireNonNull(request.getBody()).utf8());
            }
            authorizations.add(request.getHeaders().get("Authorization"));
            retryCounts.add(String.valueOf(request.getHeaders().get("X-Retry-Count")));
            assertThat(Objects.requireNonNull(request.getBody()).utf8())
                .contains("\"writeKey\":\"" + KEY.value() + "\"");
            return new MockResponse.Builder().code(refuseBatches-- > 0 ? refusal : 200).build();
          }
        });
    server.start();
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void sendsWithATokenThatItRenewsAtHalfItsLife() throws Exception {
    try (var api = api()) {
      for (var i = 0; i < 7; i++) {
        assertThat(api.send(Messages.batch(1)).halt()).isNull();
        time.await(new CountDownLatch(1), Duration.ofSeconds(20).toNanos());
      }
    }
    assertThat(authorizations)
        .containsExactly(
            "Bearer token-1",
            "Bearer token-1",
            "Bearer token-1",
            "Bearer token-2",
            "Bearer token-2",
            "Bearer token-2",
            "Bearer token-3");
  }

  @Test
  void goesOnWithTheTokenWhileItIsGoodAndNoNewOneCanBeHad() throws Exception {
    try (var api = api()) {
      assertThat(api.send(Messages.batch(1)).halt()).isNull();
      time.await(new CountDownLatch(1), Duration.ofSeconds(60).toNanos());
      tokens.failures = 1;
      assertThat(api.send(Messages.batch(1)).halt()).isNull();
      assertThat(api.send(Messages.batch(1)).halt()).isNull();
      time.await(new CountDownLatch(1), Duration.ofSeconds(30).toNanos());
      assertThat(api.send(Messages.batch(1)).halt()).isNull();
    }
    assertThat(authorizations)
        .containsExactly("Bearer token-1", "Bearer token-1", "Bearer token-1", "Bearer token-2");
  }

  @Test
  void takesATokenOfUnsaidLifeForAShortOne() throws Exception {
    tokens.life = "";
    try (var api = api()) {
      for (var i = 0; i < 3; i++) {
        assertThat(api.send(Messages.batch(1)).halt()).isNull();
        time.await(new CountDownLatch(1), Duration.ofMinutes(3).toNanos());
      }
    }
    assertThat(authorizations)
        .containsExactly("Bearer token-1", "Bearer token-1", "Bearer token-2");
  }

  @Test
  void fetchesNoTokenOnceItIsStopped() throws Exception {
    try (var api = api()) {
      api.stop();
      assertThat(api.send(Messages.batch(1)).halt()).isEqualTo(Halt.Stopped.SENDING);
    }
    assertThat(tokens.asked).isZero();
  }

  @Test
  void asksForATokenAgainOnlyAfterThePauseThatItsServerAskedFor() throws Exception {
    tokens.failures = 1;
    tokens.failure = 429;
    tokens.retryAfter = "40";
    try (var api = api()) {
      assertThat(api.send(Messages.batch(1)).halt()).isNull();
    }
    assertThat(time.instant())
        .isBetween(VirtualTime.START.plusSeconds(40), VirtualTime.START.plusSeconds(41));
    assertThat(tokens.asked).isEqualTo(2);
  }

  @Test
  void renewsTheTokenOnceAfterA401() throws Exception {
    refuseBatches = 1;
    try (var api = api()) {
      assertThat(api.send(Messages.batch(1)).halt()).isNull();
    }
    assertThat(authorizations).containsExactly("Bearer token-1", "Bearer token-2");
    assertThat(retryCounts).containsExactly("null", "1");
    assertThat(time.instant()).isBefore(VirtualTime.START.plusMillis(1));

    refuseBatches = 2;
    try (var api = api()) {
      assertThat(api.send(Messages.batch(1)).halt()).isInstanceOf(NeedsRemedy.class);
    }
  }

  @Test
  void triesAgainAfterA511() throws Exception {
    refuseBatches = 1;
    refusal = 511;
    try (var api = api()) {
      assertThat(api.send(Messages.batch(1)).halt()).isNull();
    }
    assertThat(authorizations).containsExactly("Bearer token-1", "Bearer token-2");
  }

  @Test
  void keepsTryingForATokenAndSaysSoWhenItIsRefused() throws Exception {
    tokens.failures = 2;
    try (var api = api()) {
      assertThat(api.send(Messages.batch(1)).halt()).isNull();
    }
    assertThat(time.instant())
        .isBetween(VirtualTime.START.plusMillis(3), VirtualTime.START.plusMillis(4));
    assertThat(retryCounts).containsExactly("null");

    tokens.failures = 1;
    tokens.failure = 400;
    try (var api = api()) {
      var sending = api.send(Messages.batch(1));
      assertThat(sending.halt())
          .isInstanceOfSatisfying(
              NeedsRemedy.class,
              halt -> {
                assertThat(halt.reason()).contains("/token", "400: invalid_client");
                assertThat(halt.remedy()).contains("muster.segment.oauth.client-id");
              });
      assertThat(sending.traffic().requests()).isZero();
    }
  }

  /** Such as of a portal, or of another service at a wrong address. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          200 | {"error":"invalid_client"}                     | 200: no access_token in the answer             | check muster.segment.oauth.client-id
          200 | <!doctype html><title>Log in, please</title>   | 200: an HTML page titled Log in, please        | check the address (muster.segment.oauth.token-url)
          404 | <html><head><title>Not found</title>           | 404: an HTML page titled Not found             | see which proxy, portal or other server answers with that page
          404 | no such path                                   | 404: no such path                              | check muster.segment.oauth.client-id
          """)
  void takesAnAnswerWithoutATokenForARefusal(int status, String body, String reason, String remedy)
      throws Exception {
    tokens.failures = 2;
    tokens.failure = status;
    tokens.body = body;
    try (var probe = Probe.of(Endpoint.of("us"), time)) {
      assertThat(probe.token(oauth(PKCS8), KEY))
          .isInstanceOfSatisfying(
              TokenState.NotGiven.class,
              none -> {
                assertThat(none.what()).endsWith("/token: " + reason);
                assertThat(none.remedy()).contains(remedy);
              });
    }
    try (var api = api()) {
      assertThat(api.send(Messages.batch(1)).halt())
          .isInstanceOfSatisfying(
              NeedsRemedy.class,
              halt -> {
                assertThat(halt.reason()).endsWith("expected a token, found " + reason);
                assertThat(halt.remedy()).contains(remedy);
              });
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          502 |      | 502: an HTML page titled Bad Gateway; where
          503 | 1000 | 503: an HTML page titled Bad Gateway, which asks to wait 5 min or more; where
          429 | 1000 | 429: an HTML page titled Bad Gateway, which asks to wait 5 min or more; where
          """)
  void namesTheServerOfTokensWhereItHasGivenNoneUntilTheEnd(
      int status, @Nullable String pause, String last) throws Exception {
    tokens.failures = Integer.MAX_VALUE;
    tokens.failure = status;
    tokens.retryAfter = pause;
    tokens.body = "<html><title>Bad Gateway</title>";
    try (var probe = Probe.of(Endpoint.of("us"), time)) {
      assertThat(probe.token(oauth(PKCS8), KEY))
          .isInstanceOfSatisfying(
              TokenState.NotNow.class,
              none -> assertThat(none.what()).contains("/token: " + status));
    }
    try (var api = api()) {
      var sending = api.send(Messages.batch(1));
      assertThat(sending.halt())
          .isInstanceOfSatisfying(
              Halt.Passing.class,
              halt ->
                  assertThat(halt.reason())
                      .startsWith(
                          "POST http://127.0.0.1:%d/token: expected a token, gave up"
                              .formatted(server.getPort()))
                      .contains("the last was " + last)
                      .endsWith("where that lasts, " + TokenState.REMEDY_OF_OUTAGES));
      assertThat(sending.traffic().requests()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-7_200, 7_200})
  void correctsItsClockByTheServers(long skewSeconds) throws Exception {
    tokens.skew = Duration.ofSeconds(skewSeconds);
    try (var api = api()) {
      assertThat(api.send(Messages.batch(1)).halt()).isNull();
    }
    assertThat(tokens.asked).isEqualTo(2);
  }

  @Test
  void readsKeysInBothForms() throws Exception {
    for (var pem : List.of(PKCS8, PKCS1)) {
      tokens.asked = 0;
      try (var api = api(pem)) {
        assertThat(api.send(Messages.batch(1)).halt()).isNull();
      }
    }
  }

  @Test
  void refusesWhatIsNoKeyWithoutRepeatingIt() throws Exception {
    var secret = "SECRET".getBytes(StandardCharsets.US_ASCII);
    var ec = KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate().getEncoded();
    var ed = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate().getEncoded();
    var found =
        Map.ofEntries(
            Map.entry(pem("PRIVATE KEY", ec), "found one of an elliptic curve: make an RSA key"),
            Map.entry(pem("PRIVATE KEY", ed), "found one of an elliptic curve"),
            Map.entry(pem("EC PRIVATE KEY", secret), "found one of an elliptic curve"),
            Map.entry(pem("ENCRYPTED PRIVATE KEY", secret), "found one with a passphrase"),
            Map.entry(
                "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: A,B\n\nSECRET\n-----END",
                "found one with a passphrase: write it without (openssl pkey -in FILE -out NEW)"),
            Map.entry(pem("OPENSSH PRIVATE KEY", secret), "found one in OpenSSH's form"),
            Map.entry(pem("PUBLIC KEY", PAIR.getPublic().getEncoded()), "found a public key"),
            Map.entry(pem("RSA PUBLIC KEY", secret), "found a public key: name the file of"),
            Map.entry("ssh-rsa SECRET ann", "found a public key"),
            Map.entry(pem("CERTIFICATE", secret), "found a certificate"),
            Map.entry(pem("PRIVATE KEY", secret), "found one that cannot be read"),
            Map.entry("", "found none"),
            Map.entry("SECRET", "found none"));
    found.forEach((pem, what) ->
        assertThatThrownBy(() -> oauth(pem))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("muster.segment.oauth.private-key-file")
            .hasMessageContaining(what)
            .hasMessageNotContaining("SECRET")
            .hasNoCause());
    assertThatThrownBy(
            () -> OAuth.of("app", "kid", folder.resolve("none"), null, Endpoint.of("us")))
        .hasMessageContaining("expected a file that can be read");
    assertThat(oauth(PKCS8).toString()).doesNotContain("BEGIN");
  }

  private HttpSegmentApi api() throws Exception {
    return api(PKCS8);
  }

  private HttpSegmentApi api(String pem) throws Exception {
    return new HttpSegmentApi(
        Endpoint.of("http://127.0.0.1:" + server.getPort()),
        Envelope.of(KEY),
        oauth(pem),
        HttpSegmentApiIT.quick(false),
        time,
        time,
        time,
        () -> 1,
        UnaryOperator.identity());
  }

  private OAuth oauth(String pem) throws Exception {
    var file = Files.writeString(folder.resolve("key.pem"), pem);
    return OAuth.of(
        "app-1",
        "key-1",
        file,
        "http://127.0.0.1:" + server.getPort() + "/token",
        Endpoint.of("us"));
  }

  private static String pem(String name, byte[] der) {
    return "-----BEGIN "
        + name
        + "-----\n"
        + Base64.getMimeEncoder().encodeToString(der)
        + "\n-----END "
        + name
        + "-----\n";
  }

  /** Hands out tokens that are good for 100 seconds, to whoever signs as RFC 7523 demands. */
  private final class TokenServer {
    private final Set<String> seen = new HashSet<>();
    private Duration skew = Duration.ZERO;
    private int failures;
    private int failure = 503;
    private String body = "{\"error\":\"invalid_client\"}";
    private String life = ",\"expires_in\":100";
    private @Nullable String retryAfter;
    private int asked;
    private int given;

    MockResponse answer(String form) {
      asked++;
      var now = time.instant().plus(skew);
      var response =
          new MockResponse.Builder()
              .setHeader(
                  "Date",
                  DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC)));
      if (failures-- > 0) {
        if (retryAfter != null) {
          response.setHeader("Retry-After", retryAfter);
        }
        return response.code(failure).body(body).build();
      }
      var parsed = HttpUrl.get("http://localhost/?" + form);
      assertThat(parsed.queryParameter("grant_type")).isEqualTo("client_credentials");
      assertThat(parsed.queryParameter("client_assertion_type"))
          .isEqualTo("urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
      assertThat(parsed.queryParameter("scope")).isEqualTo("tracking_api:write");
      var jwt = Objects.requireNonNull(parsed.queryParameter("client_assertion")).split("\\.", -1);
      var header = json(jwt[0]);
      var claims = json(jwt[1]);
      assertThat(header.path("alg").asString()).isEqualTo("RS256");
      assertThat(header.path("kid").asString()).isEqualTo("key-1");
      assertThat(claims.path("sub").asString()).isEqualTo("app-1");
      assertThat(claims.path("aud").asString()).isEqualTo("http://127.0.0.1:" + server.getPort());
      assertThat(seen.add(claims.path("jti").asString())).isTrue();
      long from = claims.path("iat").asLong();
      long to = claims.path("exp").asLong();
      assertThat(to - from).isLessThan(60);
      assertThat(isSigned(jwt)).isTrue();
      if (now.getEpochSecond() < from || now.getEpochSecond() > to) {
        return response.code(400).body("{\"error\":\"invalid_client\"}").build();
      }
      given++;
      return response
          .body("{\"access_token\":\"token-" + given + "\",\"token_type\":\"Bearer\"" + life + "}")
          .build();
    }

    private static JsonNode json(String part) {
      return new JsonMapper().readTree(Base64.getUrlDecoder().decode(part));
    }

    private static boolean isSigned(String[] jwt) {
      try {
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(PAIR.getPublic());
        signature.update((jwt[0] + "." + jwt[1]).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(jwt[2]));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
