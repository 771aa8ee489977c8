package dev.muster.sandbox;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** The tokens that were handed out, and the assertions that they were handed out for. */
final class Tokens {
  /** How long a token is good for: a day is the shortest that the Segment API offers. */
  static final Duration LIFE = Duration.ofDays(1);

  private static final int TOKEN_BYTES = 32;
  private final SecureRandom random = new SecureRandom();
  private final Remembered tokens = new Remembered();
  private final Remembered assertions = new Remembered();

  /** A new token. */
  synchronized String issue(Instant now) {
    var bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    tokens.add(token, now.plus(LIFE), now);
    return token;
  }

  /** Whether a token was handed out and is still good. */
  synchronized boolean hold(String token, Instant now) {
    return tokens.holds(token, now);
  }

  /** Notes that an assertion was used; false when it had been used before. */
  synchronized boolean use(String assertionId, Instant expires, Instant now) {
    return assertions.add(assertionId, expires, now);
  }

  synchronized void clear() {
    tokens.clear();
    assertions.clear();
  }
}
