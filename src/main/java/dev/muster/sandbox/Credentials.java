package dev.muster.sandbox;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Who sends, as a request says it. It shows nothing of it in a text.
 *
 * @param token the Bearer token, or null
 * @param writeKey the user name of Basic authentication, else the body's key, or null
 */
record Credentials(@Nullable String token, @Nullable String writeKey) {
  private static final String BASIC = "Basic ";
  private static final String BEARER = "Bearer ";

  static Credentials of(Headers headers, ReceivedBatch batch) {
    var authorization = headers.getFirst("Authorization");
    if (authorization == null) {
      return new Credentials(null, batch.writeKey());
    }
    if (hasScheme(authorization, BEARER)) {
      return new Credentials(authorization.substring(BEARER.length()).strip(), batch.writeKey());
    }
    return new Credentials(
        null,
        hasScheme(authorization, BASIC)
            ? userName(authorization.substring(BASIC.length()).strip())
            : batch.writeKey());
  }

  private static boolean hasScheme(String authorization, String scheme) {
    return authorization.regionMatches(true, 0, scheme, 0, scheme.length());
  }

  private static @Nullable String userName(String pair) {
    try {
      var decoded = new String(Base64.getDecoder().decode(pair), StandardCharsets.UTF_8);
      // The colon counts: without it this is no user name.
      return decoded.indexOf(':') < 0 ? null : decoded.substring(0, decoded.indexOf(':'));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  @Override
  public String toString() {
    return token == null ? "a write key" : "a token";
  }
}
