package dev.muster.segmentapi;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** How long an answer asks to wait. */
final class AskedPause {
  /** Longer pauses are not kept. */
  static final Duration LONGEST = Duration.ofMinutes(5);

  private static final Pattern SECONDS = Pattern.compile("\\d+");
  // Anything longer is beyond the longest pause, and may be beyond a long.
  private static final int DIGITS = 12;

  private AskedPause() {}

  /**
   * The wait by {@code Retry-After} (seconds or an HTTP date), else by {@code X-RateLimit-Reset}
   * (seconds); what is zero, past or rubbish does not count.
   *
   * @param now by our clock; an HTTP date is compared with the answer's own {@code Date} if it has
   *     one, so that our clock need not be right
   * @return null when the answer asks for none
   */
  static @Nullable Duration of(Answer.Answered answer, Instant now) {
    Duration wait = null;
    if (answer.retryAfter() != null) {
      var text = answer.retryAfter().strip();
      wait = SECONDS.matcher(text).matches() ? seconds(text) : until(text, answer, now);
    }
    if (wait == null && answer.rateLimitReset() != null) {
      var text = answer.rateLimitReset().strip();
      wait = SECONDS.matcher(text).matches() ? seconds(text) : null;
    }
    return wait;
  }

  private static @Nullable Duration seconds(String text) {
    var digits = text.replaceFirst("^0+(?=.)", "");
    return shortened(
        digits.length() > DIGITS ? LONGEST : Duration.ofSeconds(Long.parseLong(digits)));
  }

  private static @Nullable Duration until(String text, Answer.Answered answer, Instant now) {
    // OkHttp reads the obsolete forms, too, as RFC 9110, 5.6.7, asks of a recipient.
    var then = Headers.of("Date", text).getDate("Date");
    return then == null
        ? null
        : shortened(
            Duration.between(Objects.requireNonNullElse(answer.date(), now), then.toInstant()));
  }

  private static @Nullable Duration shortened(Duration wait) {
    if (!wait.isPositive()) {
      return null;
    }
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
