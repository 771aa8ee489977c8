package dev.muster.campaign.file;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Scalars that YAML 1.2 takes for something else than the one who wrote them may have meant. */
final class Doubtful {
  /** A zip code, a telephone number, a code in hexadecimal digits. */
  private static final Pattern PERHAPS_TEXT =
      Pattern.compile("[-+]?0[0-9].*|\\+.*|0[ox].*", Pattern.DOTALL);

  /** What was octal in YAML 1.1. */
  private static final Pattern LEADING_ZEROS = Pattern.compile("[-+]?0[0-9].*");

  /** A version. */
  private static final Pattern TRAILING_ZEROS = Pattern.compile("[-+]?[0-9]+\\.[0-9]*0");

  private Doubtful() {}

  /** What is doubtful about any value and what to write instead; or nothing. */
  static Optional<String> value(Yaml value) {
    return switch (value) {
      case Yaml.Numeral(_, var number, var written) when PERHAPS_TEXT.matcher(written).matches() ->
          Optional.of(
              "%s is the number %s; write %s for a text, or the number as it is"
                  .formatted(written, shortest(number), quoted(written)));
      case Yaml.Text(_, var text, var plain) when plain ->
          Yaml11.bool(text)
              .map(meant -> notText(text, "", meant.toString()))
              .or(() -> Yaml11.number(text).map(meant -> notText(text, "the number ", meant)));
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

  /** The same of a value that others are to equal, where a text would be another one. */
  static Optional<String> compared(Yaml value) {
    return value(value)
        .or(() ->
            value instanceof Yaml.Numeral(_, var number, var written)
                    && TRAILING_ZEROS.matcher(written).matches()
                ? Optional.of(
                    "%s is the number %s; write %s for a text such as a version, or %2$s"
                        .formatted(written, shortest(number.stripTrailingZeros()), quoted(written)))
                : Optional.empty());
  }

  /** The same where nothing but a number can stand. */
  static Optional<String> number(Yaml value) {
    return value instanceof Yaml.Numeral(_, var number, var written)
            && LEADING_ZEROS.matcher(written).matches()
        ? Optional.of(
            "%s is the number %s, not an octal one; write %2$s"
                .formatted(written, shortest(number)))
        : Optional.empty();
  }

  private static String notText(String text, String kind, String meant) {
    return "%s is a text in YAML 1.2, not %s%s; write %3$s, or %s for the text"
        .formatted(text, kind, meant, quoted(text));
  }

  private static String shortest(BigDecimal number) {
    var plain = number.toPlainString();
    return plain.length() <= 40 ? plain : number.toString();
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }
}
