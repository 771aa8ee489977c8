package dev.muster.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JWT with which a token is asked for (RFC 7523), and what Segment demands of it. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SignedAssertion(JsonNode header, JsonNode claims, byte[] signed, byte[] signature) {
  private static final JsonMapper MAPPER = new JsonMapper();
  // Documented as "less than sixty seconds"; Segment's own libraries ask for sixty.
  private static final double LIFE_SECONDS = 60;

  /** Reads one; null when it has not the form of one. */
  static @Nullable SignedAssertion of(String text) {
    var parts = text.split("\\.", -1);
    if (parts.length != 3 || parts[2].isEmpty()) {
      return null;
    }
    try {
      return new SignedAssertion(
          MAPPER.readTree(decoded(parts[0])),
          MAPPER.readTree(decoded(parts[1])),
          (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII),
          decoded(parts[2]));
    } catch (JacksonException | IllegalArgumentException e) {
      return null;
    }
  }

  /**
   * What is wrong with it.
   *
   * @param audience the address of the server that it must be meant for
   * @param key what it must be signed for, or null for any signature
   * @return what was expected, or null when nothing is wrong
   */
  @Nullable String fault(String audience, @Nullable PublicKey key, Instant now) {
    double seconds = now.toEpochMilli() / 1e3;
    double from = claims.path("iat").asDouble(Double.NaN);
    double to = claims.path("exp").asDouble(Double.NaN);
    if (!"RS256".equals(text(header, "alg"))) {
      return "alg RS256";
    }
    if (text(header, "kid").isEmpty()) {
      return "a kid";
    }
    if (text(claims, "sub").isEmpty()) {
      return "a sub, the app's id";
    }
    if (!audience.equals(text(claims, "aud"))) {
      return "aud " + audience;
    }
    if (id().isEmpty()) {
      return "a jti";
    }
    if (!claims.path("iat").isNumber() || !(from <= seconds)) {
      return "an iat in seconds that has come";
    }
    if (!claims.path("exp").isNumber() || !(to > seconds)) {
      return "an exp in seconds that has not come";
    }
    if (!(to - from <= LIFE_SECONDS)) {
      return "an exp within a minute of iat";
    }
    return key == null || isSignedFor(key) ? null : "a signature that fits the public key";
  }

  /** What makes it unique. */
  String id() {
    return text(claims, "jti");
  }

  /** When it is good no more; only of one without fault. */
  Instant expires() {
    return Instant.ofEpochMilli((long) (claims.path("exp").asDouble() * 1e3));
  }

  private boolean isSignedFor(PublicKey key) {
    try {
      var check = Signature.getInstance("SHA256withRSA");
      check.initVerify(key);
      check.update(signed);
      return check.verify(signature);
    } catch (GeneralSecurityException e) {
      // Not even the length of a signature of this key.
      return false;
    }
  }

  private static byte[] decoded(String part) {
    return Base64.getUrlDecoder().decode(part);
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).isString() ? node.path(name).asString() : "";
  }
}
