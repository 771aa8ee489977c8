package dev.muster.campaign;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Durations as they are written in campaign files and on the command line. */
public final class DurationText {
  /** What one looks like. */
  public static final String EXPECTED = "a duration such as 30s, 15m, 24h, 7d or 2w";

  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})([smhdw])");

  private DurationText() {}

  /** Reads {@code 30s 15m 24h 7d 2w}, zero included; days are 24 hours. Nothing for other text. */
  public static Optional<Duration> read(String text) {
    var matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    var number = Long.parseLong(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          case "d" -> Duration.ofDays(number);
          default -> Duration.ofDays(7 * number);
        });
  }
}
