package dev.muster.sandbox;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Set;

/** How long an answer has a sender wait, as its headers say it to whoever reads them rightly. */
final class PauseAsked {
  private static final Set<Integer> RETRYABLE = Set.of(408, 410, 429, 460);
  private static final Set<Integer> FINAL = Set.of(501, 505, 511);
  // Longer pauses than five minutes are not kept by anyone.
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private PauseAsked() {}

  /** Zero when it asks for none. */
  static Duration by(Reply reply, Instant now) {
    var status = reply.status();
    if (!RETRYABLE.contains(status) && (status / 100 != 5 || FINAL.contains(status))) {
      return Duration.ZERO;
    }
    var stated = stated(header(reply, "Retry-After"), now);
    return stated.isZero() ? stated(header(reply, "X-RateLimit-Reset"), Instant.MAX) : stated;
  }

  private static Duration stated(String text, Instant now) {
    Duration wait;
    if (text.matches("\\d{1,12}")) {
      wait = Duration.ofSeconds(Long.parseLong(text));
    } else {
      try {
        var then = OffsetDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        wait = Duration.between(now, then);
      } catch (DateTimeException e) {
        return Duration.ZERO;
      }
    }
    return wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }

  private static String header(Reply reply, String name) {
    return reply.headers().entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }
}
