package dev.muster.campaign;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The number, or the boolean, that was meant by a text that stands in its place. */
final class MeantNumber {
  /** Thousands apart, in the manner of several countries. */
  private static final Pattern GROUPED =
      Pattern.compile("([-+]?[0-9]{1,3})((?:[,_' \u00A0\u202F’][0-9]{3})+)(\\.[0-9]+)?");

  private static final Pattern WITH_UNIT =
      Pattern.compile(
          "([0-9]+(?:\\.[0-9]+)?)\\s?(?:%|d|h|w|days?|hours?|users?|times|people|percent)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern SHORTENED = Pattern.compile("([0-9]{1,6})\\s?([kKmM])");

  private MeantNumber() {}

  /** The number as it is to be written. */
  static Optional<String> in(Yaml value) {
    if (!(value instanceof Yaml.Text text)) {
      return Optional.empty();
    }
    var written = text.value().strip();
    if (YamlScalar.plain(text.at(), written) instanceof Yaml.Numeral) {
      return Optional.of("it without quotes");
    }
    var grouped = GROUPED.matcher(written);
    if (grouped.matches()) {
      return Optional.of(written.replaceAll("[^-0-9.]", ""));
    }
    var withUnit = WITH_UNIT.matcher(written);
    if (withUnit.matches()) {
      return Optional.of(withUnit.group(1));
    }
    var shortened = SHORTENED.matcher(written);
    return shortened.matches()
        ? Optional.of(
            shortened.group(1) + (shortened.group(2).equalsIgnoreCase("k") ? "000" : "000000"))
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
