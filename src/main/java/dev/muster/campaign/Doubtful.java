package dev.muster.campaign;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Scalars that YAML 1.2 takes for something else than the one who wrote them may have meant. */
final class Doubtful {
  /** A zip code, a telephone number, a code in hexadecimal digits. */
  private static final Pattern PERHAPS_TEXT =
      Pattern.compile("[-+]?0[0-9].*|\\+.*|0[ox].*", Pattern.DOTALL);

  /** What was true or false in YAML 1.1, and still is to many tools. */
  private static final Pattern PERHAPS_TRUE = Pattern.compile("yes|Yes|YES|on|On|ON");

  private static final Pattern PERHAPS_FALSE = Pattern.compile("no|No|NO|off|Off|OFF");

  private Doubtful() {}

  /** What is doubtful about a value and what to write instead; or nothing. */
  static Optional<String> warning(Yaml value) {
    return switch (value) {
      case Yaml.Numeral(_, var number, var written) when PERHAPS_TEXT.matcher(written).matches() ->
          Optional.of(
              "%s is the number %s; write %s for a text, or the number as it is"
                  .formatted(written, shortest(number), quoted(written)));
      case Yaml.Text(_, var text, var plain) when plain && PERHAPS_TRUE.matcher(text).matches() ->
          Optional.of(notABoolean(text, true));
      case Yaml.Text(_, var text, var plain) when plain && PERHAPS_FALSE.matcher(text).matches() ->
          Optional.of(notABoolean(text, false));
      case Yaml.Text _,
          Yaml.Numeral _,
          Yaml.Bool _,
          Yaml.Nothing _,
          Yaml.Mapping _,
          Yaml.Sequence _,
          Yaml.Unusable _ ->
          Optional.empty();
    };
  }

  private static String notABoolean(String text, boolean meant) {
    return "%s is a text here, not %s; write %s, or %s for the text"
        .formatted(text, meant, meant, quoted(text));
  }

  private static String shortest(BigDecimal number) {
    var plain = number.toPlainString();
    return plain.length() <= 40 ? plain : number.toString();
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }
}
