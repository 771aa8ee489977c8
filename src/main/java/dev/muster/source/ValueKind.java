package dev.muster.source;

import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What a value of an attribute or property is, and what a text looks like. */
public enum ValueKind {
  NUMBER("number", "", ""),
  BOOLEAN("boolean", "", ""),
  /** Text of digits and the like. */
  NUMBER_IN_TEXT("text", " that looks like a number", " that look like numbers"),
  /** Text that is a date, as tests on dates take it. */
  DATE("text", " that is a date", " that are dates"),
  BOOLEAN_IN_TEXT("text", " that looks like a boolean", " that look like booleans"),
  /** All other text. */
  TEXT("text", "", ""),
  LIST("list", "", ""),
  MAP("map", "", "");

  private static final Pattern DIGITS =
      Pattern.compile("\\s*[-+]?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)(?:[eE][-+]?[0-9]+)?\\s*");

  private final String type;
  private final String whichOne;
  private final String whichSeveral;

  ValueKind(String type, String whichOne, String whichSeveral) {
    this.type = type;
    this.whichOne = whichOne;
    this.whichSeveral = whichSeveral;
  }

  /** The kind of a value that is there: neither missing nor null. */
  public static ValueKind of(JsonNode value) {
    if (value.isString()) {
      return ofText(value.stringValue());
    }
    return value.isNumber() ? NUMBER : value.isBoolean() ? BOOLEAN : value.isArray() ? LIST : MAP;
  }

  private static ValueKind ofText(String text) {
    if (DIGITS.matcher(text).matches()) {
      return NUMBER_IN_TEXT;
    }
    // Whether it is a date does not depend on the zone.
    if (IsoText.read(text, ZoneOffset.UTC).isPresent()) {
      return DATE;
    }
    var small = text.strip().toLowerCase(Locale.ROOT);
    return small.equals("true") || small.equals("false") ? BOOLEAN_IN_TEXT : TEXT;
  }

  /** Whether it is one value, and neither a list nor a map. */
  public boolean isScalar() {
    return this != LIST && this != MAP;
  }

  /** One such value, by its type alone: {@code a text}. */
  public String one() {
    return "a " + type;
  }

  /** So many of them: {@code 3,400 texts that look like numbers}. */
  public String counted(long number) {
    return number == 1
        ? "1 " + type + whichOne
        : String.format(Locale.ROOT, "%,d %ss%s", number, type, whichSeveral);
  }
}
