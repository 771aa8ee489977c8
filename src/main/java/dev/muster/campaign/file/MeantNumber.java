package dev.muster.campaign.file;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The number that was meant by a text that stands in its place.
 *
 * @param written what to write instead
 */
record MeantNumber(BigDecimal value, String written) {
  /** Thousands in several countries, of which YAML makes a fraction. */
  private static final Pattern POINTED = Pattern.compile("[1-9][0-9]{0,2}\\.[0-9]{3}");

  /** What else than YAML 1.1's underscore stands between thousands, in several countries. */
  private static final Pattern BETWEEN_THOUSANDS = Pattern.compile("[,' \u00A0\u202F’]");

  /**
   * What is counted; a span of time is none of these, and would be another one without its unit.
   */
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
    if (value instanceof Yaml.Numeral numeral) {
      return POINTED.matcher(numeral.written()).matches()
          ? Optional.of(of(numeral.written().replace(".", "")))
          : Optional.empty();
    }
    if (!(value instanceof Yaml.Text text)) {
      return Optional.empty();
    }
    var written = text.value().strip();
    if (YamlScalar.plain(text.at(), written) instanceof Yaml.Numeral numeral) {
      return Optional.of(new MeantNumber(numeral.value(), "it without quotes"));
    }
    var grouped = Yaml11.number(BETWEEN_THOUSANDS.matcher(written).replaceAll("_"));
    if (grouped.isPresent()) {
      return grouped.map(MeantNumber::of);
    }
    var counted = COUNTED.matcher(written);
    if (counted.matches()) {
      return Optional.of(of(counted.group(1)));
    }
    var shortened = SHORTENED.matcher(written);
    return shortened.matches()
        ? Optional.of(of(shortened.group(1) + (shortened.group(2).equals("M") ? "000000" : "000")))
        : Optional.empty();
  }
}
