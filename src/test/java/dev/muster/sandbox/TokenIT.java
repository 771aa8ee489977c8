package dev.muster.sandbox;

import static dev.muster.sandbox.Caller.batch;
import static dev.muster.sandbox.Caller.bytes;
import static dev.muster.sandbox.Caller.track;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.KeyPairs;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** OAuth 2 with a signed assertion. */
class TokenIT {
  private static final Instant NOW = Instant.parse("2026-12-01T09:00:00Z");
  private static final KeyPair PAIR = KeyPairs.one();
  private static final JsonMapper MAPPER = new JsonMapper();
  private final Moment moment = new Moment();
  private final Sandbox sandbox =
      Sandbox.start(SandboxSettings.defaults().withClock(moment).withPublicKey(PAIR.getPublic()));
  private final Caller caller = new Caller(sandbox);
  private final Map<String, Object> header =
      new LinkedHashMap<>(Map.of("alg", "RS256", "typ", "JWT", "kid", "key-1"));
  private final Map<String, Object> claims =
      new LinkedHashMap<>(
          Map.of(
              "sub",
              "app-1",
              "aud",
              "http://127.0.0.1:" + sandbox.uri().getPort(),
              "iat",
              NOW.getEpochSecond() - 5,
              "exp",
              NOW.getEpochSecond() + 55,
              "jti",
              "1"));
  private final Map<String, String> form =
      new LinkedHashMap<>(
          Map.of(
              "grant_type",
              "client_credentials",
              "client_assertion_type",
              "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
              "scope",
              "tracking_api:write"));

  @AfterEach
  void close() {
    caller.close();
    sandbox.close();
  }

  @Test
  void handsOutATokenThatIsGoodUntilItExpires() throws Exception {
    var answer = ask(signed(PAIR));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Date")).isPresent();
    var json = MAPPER.readTree(answer.body());
    assertThat(json.path("token_type").asString()).isEqualTo("Bearer");
    assertThat(json.path("expires_in").asLong()).isEqualTo(86_400);
    var token = json.path("access_token").asString();

    assertThat(send("Bearer " + token, "1").statusCode()).isEqualTo(200);
    var unknown = send("Bearer " + token + "x", "2");
    assertThat(unknown.statusCode()).isEqualTo(401);
    assertThat(unknown.headers().firstValue("WWW-Authenticate").orElseThrow())
        .contains("invalid_token");
    moment.now = NOW.plus(Duration.ofDays(1)).minusMillis(1);
    assertThat(send("bearer " + token, "3").statusCode()).isEqualTo(200);
    moment.now = NOW.plus(Duration.ofDays(1));
    assertThat(send("Bearer " + token, "4").statusCode()).isEqualTo(401);
    assertThat(sandbox.events()).extracting(StoredEvent::messageId).containsExactly("1", "3");
  }

  @Test
  void wantsAWriteKeyBesideTheToken() throws Exception {
    var authorization = "Bearer " + token();
    var request = caller.request("/v1/batch").header("Authorization", authorization);
    assertThat(caller.send(request, bytes("{\"batch\":[]}")).statusCode()).isEqualTo(400);
  }

  @Test
  void forgetsItsTokensWhenReset() throws Exception {
    var authorization = "Bearer " + token();
    caller.control("reset", "");
    assertThat(send(authorization, "1").statusCode()).isEqualTo(401);
    // The id of the assertion is forgotten, too.
    assertThat(ask(signed(PAIR)).statusCode()).isEqualTo(200);
  }

  @Test
  void takesAnAssertionOnce() throws Exception {
    assertThat(ask(signed(PAIR)).statusCode()).isEqualTo(200);
    assertRefused(ask(signed(PAIR)), "a jti that was not used before");
    claims.put("jti", "2");
    assertThat(ask(signed(PAIR)).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "alg | HS256 | alg RS256",
        "alg |       | alg RS256",
        "kid |       | a kid",
        "kid | 7     | a kid",
      })
  void refusesAssertionsWithAWrongHeader(String name, String value, String expected)
      throws Exception {
    put(header, name, value);
    assertRefused(ask(signed(PAIR)), expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sub |                           | a sub",
        "aud | https://oauth2.segment.io | aud http://127.0.0.1:",
        "aud |                           | aud http://127.0.0.1:",
        "jti |                           | a jti",
        "jti | 7                         | a jti",
        "iat |                           | an iat in seconds that has come",
        "iat | 1796115601                | an iat in seconds that has come", // a second from now
        "exp |                           | an exp in seconds that has not come",
        "exp | 1796115600                | an exp in seconds that has not come", // now
        "exp | 1796115656                | an exp within a minute of iat", // 61 seconds after iat
        "exp | 1796115655000             | an exp within a minute of iat",
      })
  void refusesAssertionsWithAWrongClaim(String name, String value, String expected)
      throws Exception {
    assertThat(NOW.getEpochSecond()).isEqualTo(1_796_115_600);
    put(claims, name, value);
    assertRefused(ask(signed(PAIR)), expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "a.b",
        "a.b.c",
        "a.b.c.d",
        "e30.e30.",
        "e30.e30.!",
        "W10.W10.AAAA",
        "..."
      })
  void refusesWhatIsNoAssertion(String assertion) throws Exception {
    assertRefused(ask(assertion), "expected ");
  }

  @ParameterizedTest
  @CsvSource({
    "grant_type, password",
    "grant_type,",
    "client_assertion_type, jwt",
    "scope, everything",
    "scope,",
  })
  void refusesWrongForms(String name, String value) throws Exception {
    form.remove(name);
    if (value != null) {
      form.put(name, value);
    }
    assertRefused(ask(signed(PAIR)), "expected " + name);
  }

  @Test
  void refusesFormsOfAnotherTypeOrSize() throws Exception {
    var assertion = signed(PAIR);
    assertRefused(
        caller.send(
            caller.request("/token").header("Content-Type", "application/json"), bytes("{}")),
        "expected Content-Type application/x-www-form-urlencoded");
    assertRefused(ask(assertion + "A".repeat(9_000)), "8192 bytes at most");
    assertRefused(
        caller.send(
            caller.request("/token").header("Content-Type", "application/x-www-form-urlencoded"),
            bytes("grant_type=%zz&&=&x")),
        "expected client_assertion_type");
  }

  @Test
  void checksTheSignatureWhenItHasAKey() throws Exception {
    assertRefused(ask(signed(KeyPairs.another())), "a signature that fits the public key");
    var parts = signed(PAIR).split("\\.", -1);
    assertRefused(ask(parts[0] + "." + parts[1] + ".AAAA"), "a signature that fits");

    try (var lenient = Sandbox.start(SandboxSettings.defaults().withClock(moment));
        var toLenient = new Caller(lenient)) {
      claims.put("aud", "http://127.0.0.1:" + lenient.uri().getPort());
      assertThat(ask(toLenient, signed(KeyPairs.another())).statusCode()).isEqualTo(200);
    }
  }

  private static void put(Map<String, Object> json, String name, String value) {
    if (value == null) {
      json.remove(name);
    } else if (value.matches("\\d+")) {
      json.put(name, Long.parseLong(value));
    } else {
      json.put(name, value);
    }
  }

  private static void assertRefused(HttpResponse<String> answer, String expected) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    var json = MAPPER.readTree(answer.body());
    assertThat(json.path("error").asString()).isEqualTo("invalid_client");
    assertThat(json.path("error_description").asString()).contains(expected);
    assertThat(answer.headers().firstValue("Date")).isPresent();
  }

  private String token() throws Exception {
    return MAPPER.readTree(ask(signed(PAIR)).body()).path("access_token").asString();
  }

  private HttpResponse<String> send(String authorization, String id) throws Exception {
    return caller.send(
        caller.request("/v1/batch").header("Authorization", authorization),
        bytes(batch(track(id))));
  }

  private HttpResponse<String> ask(String assertion) throws Exception {
    return ask(caller, assertion);
  }

  private HttpResponse<String> ask(Caller caller, String assertion) throws Exception {
    var asked = new LinkedHashMap<String, String>(form);
    asked.put("client_assertion", assertion);
    var body =
        asked.entrySet().stream()
            .map(each ->
                each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return caller.send(
        caller.request("/token").header("Content-Type", "application/x-www-form-urlencoded"),
        bytes(body));
  }

  private String signed(KeyPair pair) throws GeneralSecurityException {
    var signed = part(header) + "." + part(claims);
    var signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(pair.getPrivate());
    signature.update(signed.getBytes(StandardCharsets.US_ASCII));
    return signed + "." + base64(signature.sign());
  }

  private static String part(Map<String, Object> json) {
    return base64(MAPPER.writeValueAsBytes(json));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** A clock that stands still until it is set. */
  private static final class Moment extends Clock {
    private volatile Instant now = NOW;

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
