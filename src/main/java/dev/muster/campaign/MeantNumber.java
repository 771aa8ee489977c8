package dev.muster.campaign;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The number that was meant by a text that stands in its place.
 *
 * @param written what to write instead
 */
record MeantNumber(BigDecimal value, String written) {
  /** Thousands apart, in the manner of several countries. */
  private static final Pattern GROUPED =
      Pattern.compile("([-+]?[0-9]{1,3})((?:[,_' \u00A0\u202F’][0-9]{3})+)(\\.[0-9]+)?");

  /** What is counted; a span of time is none of these, and would be another one without its unit. */
  private static final Pattern COUNTED =
      Pattern.compile(
          "([0-9]+(?:\\.[0-9]+)?)\\s?(?:%|users?|times|people|percent)", Pattern.CASE_INSENSITIVE);

  /** A small {@code m} may be minutes, or months. */
  private static final Pattern SHORTENED = Pattern.compile("([0-9]{1,6})\\s?([kKM])");

  /** So many, as digits. */
  static MeantNumber of(String digits) {
    return new MeantNumber(new BigDecimal(digits), digits);
  }

  /** The number. */
  static Optional<MeantNumber> in(Yaml value) {
    if (!(value instanceof Yaml.Text text)) {
      return Optional.empty();
    }
    var written = text.value().strip();
    if (YamlScalar.plain(text.at(), written) instanceof Yaml.Numeral numeral) {
      return Optional.of(new MeantNumber(numeral.value(), "it without quotes"));
    }
    if (GROUPED.matcher(written).matches()) {
      return Optional.of(of(written.replaceAll("[^-0-9.]", "")));
    }
    var counted = COUNTED.matcher(written);
    if (counted.matches()) {
      return Optional.of(of(counted.group(1)));
    }
    var shortened = SHORTENED.matcher(written);
    return shortened.matches()
        ? Optional.of(
            of(shortened.group(1) + (shortened.group(2).equals("M") ? "000000" : "000")))
        : Optional.empty();
  }

  /** The boolean. */
  static Optional<String> bool(String written) {
    return switch (written.strip().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "y", "on" -> Optional.of("true");
      case "false", "no", "n", "off" -> Optional.of("false");
      default -> Optional.empty();
    };
  }
}
