package dev.muster.campaign.file;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

/** What a scalar means by YAML 1.2's core schema; numbers are exact. */
final class YamlScalar {
  private static final String TAG = "tag:yaml.org,2002:";
  private static final Pattern NOTHING = Pattern.compile("null|Null|NULL|~|");
  private static final Pattern TRUE = Pattern.compile("true|True|TRUE");
  private static final Pattern FALSE = Pattern.compile("false|False|FALSE");
  private static final Pattern OCTAL = Pattern.compile("0o[0-7]+");
  private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]+");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final Pattern INFINITE = Pattern.compile("[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

  /** Databases and receivers know no larger ones. */
  private static final int MOST_DIGITS = 1000;

  private YamlScalar() {}

  /** A plain scalar, without quotes and tag. */
  static Yaml plain(Location at, String written) {
    if (NOTHING.matcher(written).matches()) {
      return new Yaml.Nothing(at);
    }
    if (TRUE.matcher(written).matches() || FALSE.matcher(written).matches()) {
      return new Yaml.Bool(at, TRUE.matcher(written).matches());
    }
    if (INFINITE.matcher(written).matches()) {
      return new Yaml.Unusable(at, "expected a number that has an end, found " + written);
    }
    if (OCTAL.matcher(written).matches()
        || HEXADECIMAL.matcher(written).matches()
        || DECIMAL.matcher(written).matches()) {
      return number(at, written);
    }
    return text(at, written, true);
  }

  /** A scalar in quotes, or a block of text. */
  static Yaml text(Location at, String value) {
    return text(at, value, false);
  }

  private static Yaml text(Location at, String value, boolean plain) {
    if (value.indexOf('\0') >= 0) {
      return new Yaml.Unusable(at, "expected text without U+0000, which no database can hold");
    }
    if (value.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= 0xDFFF)) {
      return new Yaml.Unusable(
          at, "expected text, found half a character (a lone surrogate); write it as \\U0001F600");
    }
    return new Yaml.Text(at, value, plain);
  }

  /** A scalar with a tag of its own, such as {@code !!str 1}. */
  static Yaml tagged(Location at, String tag, String value) {
    if (tag.equals("!") || tag.equals(TAG + "str")) {
      return text(at, value);
    }
    var meant = plain(at, value);
    var fits =
        switch (meant) {
          case Yaml.Nothing nothing -> tag.equals(TAG + "null");
          case Yaml.Bool bool -> tag.equals(TAG + "bool");
          case Yaml.Numeral numeral ->
              tag.equals(TAG + "float")
                  || (tag.equals(TAG + "int") && numeral.value().stripTrailingZeros().scale() <= 0);
          case Yaml.Text text -> false;
          case Yaml.Unusable unusable -> true;
          case Yaml.Mapping mapping -> false;
          case Yaml.Sequence sequence -> false;
        };
    return fits ? meant : new Yaml.Unusable(at, unknownTag(tag));
  }

  /** What to say about a tag that does not belong to the core schema, or not to its value. */
  static String unknownTag(String tag) {
    return "expected a value without a tag, found "
        + tag.replace(TAG, "!!")
        + "; leave the tag out";
  }

  private static Yaml number(Location at, String written) {
    if (written.length() <= MOST_DIGITS) {
      try {
        var value =
            switch (written) {
              case String s when s.startsWith("0o") ->
                  new BigDecimal(new BigInteger(s.substring(2), 8));
              case String s when s.startsWith("0x") ->
                  new BigDecimal(new BigInteger(s.substring(2), 16));
              default -> new BigDecimal(written);
            };
        if (Math.abs((long) value.precision() - value.scale()) <= MOST_DIGITS
            && Math.abs((long) value.scale()) <= MOST_DIGITS) {
          return new Yaml.Numeral(at, value, written);
        }
      } catch (NumberFormatException e) {
        // its exponent is beyond what a BigDecimal holds: too large as well
      }
    }
    return new Yaml.Unusable(
        at, "expected a number of at most " + MOST_DIGITS + " digits, found a larger one");
  }
}
