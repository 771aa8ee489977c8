package dev.muster.campaign;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Durations as they are written in campaign files and on the command line. */
public final class DurationText {
  /** What one looks like. */
  public static final String EXPECTED = "a duration such as 30s, 15m, 24h, 7d or 2w";

  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})([smhdw])");

  private static final Map<String, ChronoUnit> UNITS =
      Map.of(
          "s", ChronoUnit.SECONDS,
          "m", ChronoUnit.MINUTES,
          "h", ChronoUnit.HOURS,
          "d", ChronoUnit.DAYS,
          "w", ChronoUnit.WEEKS);

  private DurationText() {}

  /** Reads {@code 30s 15m 24h 7d 2w}, zero included; days are 24 hours. Nothing for other text. */
  public static Optional<Duration> read(String text) {
    return readAsWritten(text).map(WrittenDuration::exact);
  }

  /** The same with the unit in which it is written. */
  public static Optional<WrittenDuration> readAsWritten(String text) {
    var matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(new WrittenDuration(Long.parseLong(matcher.group(1)), unit(matcher.group(2))))
        : Optional.empty();
  }

  /** How a unit is written. */
  static String letter(ChronoUnit unit) {
    return UNITS.entrySet().stream()
        .filter(entry -> entry.getValue() == unit)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  private static ChronoUnit unit(String letter) {
    return requireNonNull(UNITS.get(letter));
  }
}
