package dev.muster.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /token}: hands out a token for a signed assertion, as Segment's authorization server
 * does (OAuth 2, RFC 7523). Whatever is wrong is answered {@code invalid_client}.
 */
final class TokenHandler implements HttpHandler {
  private static final int FORM_BYTES = 8 << 10;
  private static final String FORM_TYPE = "application/x-www-form-urlencoded";
  private static final String SCOPE = "tracking_api:write";
  private static final Map<String, String> DEMANDED =
      Map.of(
          "grant_type",
          "client_credentials",
          "client_assertion_type",
          "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
          "scope",
          SCOPE);
  private final Clock clock;
  private final @Nullable PublicKey publicKey;
  private final Tokens tokens;

  TokenHandler(Clock clock, @Nullable PublicKey publicKey, Tokens tokens) {
    this.clock = clock;
    this.publicKey = publicKey;
    this.tokens = tokens;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    var now = clock.instant();
    var fault = fault(exchange, now);
    var reply =
        fault == null
            ? Reply.json(
                200,
                Reply.object()
                    .put("access_token", tokens.issue(now))
                    .put("token_type", "Bearer")
                    .put("expires_in", Tokens.LIFE.toSeconds())
                    .put("scope", SCOPE))
            : Reply.json(
                400,
                Reply.object()
                    .put("error", "invalid_client")
                    .put("error_description", "expected " + fault));
    reply.with("Cache-Control", "no-store").writeTo(exchange);
  }

  /** What was expected and not found, or null. */
  private @Nullable String fault(HttpExchange exchange, Instant now) throws IOException {
    var body = exchange.getRequestBody().readNBytes(FORM_BYTES);
    if (RequestBody.discard(exchange) > 0) {
      return "a form of " + FORM_BYTES + " bytes at most";
    }
    var type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith(FORM_TYPE)) {
      return "Content-Type " + FORM_TYPE;
    }
    var form = form(new String(body, StandardCharsets.UTF_8));
    for (var name : DEMANDED.keySet().stream().sorted().toList()) {
      var value = DEMANDED.get(name);
      if (!Objects.equals(value, form.get(name))) {
        return name + " " + value;
      }
    }
    var assertion =
        SignedAssertion.of(Objects.requireNonNullElse(form.get("client_assertion"), ""));
    if (assertion == null) {
      return "client_assertion to be a JWT";
    }
    var fault = assertion.fault(audience(exchange), publicKey, now);
    if (fault != null) {
      return fault;
    }
    return tokens.use(assertion.id(), assertion.expires(), now)
        ? null
        : "a jti that was not used before";
  }

  /** The address by which this server was asked. */
  private static String audience(HttpExchange exchange) {
    return "http://" + exchange.getRequestHeaders().getFirst("Host");
  }

  private static Map<String, String> form(String body) {
    var form = new HashMap<String, String>();
    for (var pair : body.split("&", -1)) {
      var equals = pair.indexOf('=');
      if (equals > 0) {
        form.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return form;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // Not encoded, though it should be; it will not be what is demanded.
      return text;
    }
  }
}
