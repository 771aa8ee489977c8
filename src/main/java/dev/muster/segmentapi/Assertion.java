package dev.muster.segmentapi;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** The signed statement that a token is asked for with: a JWT, RS256 (RFC 7523). */
final class Assertion {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  // Valid from a little before now, for less than the minute that is allowed.
  private static final long BEFORE_SECONDS = 5;
  private static final long AFTER_SECONDS = 50;

  private Assertion() {}

  /**
   * A new one.
   *
   * @param now by the clock of who will check it
   */
  static String of(OAuth oauth, Instant now) {
    var server = oauth.tokenUrl().toString().replaceFirst("/token/?$", "");
    var signed =
        part(Map.of("alg", "RS256", "typ", "JWT", "kid", oauth.keyId()))
            + "."
            + part(
                Map.of(
                    "iss",
                    oauth.clientId(),
                    "sub",
                    oauth.clientId(),
                    "aud",
                    server,
                    "iat",
                    now.getEpochSecond() - BEFORE_SECONDS,
                    "exp",
                    now.getEpochSecond() + AFTER_SECONDS,
                    "jti",
                    UUID.randomUUID().toString()));
    try {
      var signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(oauth.privateKey());
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + BASE64.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform signs with RSA", e);
    }
  }

  private static String part(Map<String, Object> json) {
    return BASE64.encodeToString(MAPPER.writeValueAsBytes(json));
  }
}
