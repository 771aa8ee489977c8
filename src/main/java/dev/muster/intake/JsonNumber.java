package dev.muster.intake;

import java.math.BigDecimal;

/** Numbers as JSON writes them, kept as they are written: they are exact and may be very large. */
final class JsonNumber {
  private static final BigDecimal LARGEST = new BigDecimal("1e1000");
  private static final BigDecimal SMALLEST = new BigDecimal("1e-1000");

  /** PostgreSQL's numeric ends at 16,383 digits behind the point. */
  static final int MAX_LENGTH = 10_000;

  private JsonNumber() {}

  /**
   * Whether the text is a JSON number: {@code -1.50e+3} is, {@code 01}, {@code +1}, {@code .5} are
   * not.
   */
  static boolean is(String text) {
    int at = digit(text, 0) || !text.startsWith("-") ? 0 : 1;
    if (!digit(text, at)) {
      return false;
    }
    at = text.charAt(at) == '0' ? at + 1 : digits(text, at);
    if (at < text.length() && text.charAt(at) == '.') {
      if (!digit(text, at + 1)) {
        return false;
      }
      at = digits(text, at + 1);
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      at++;
      if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
        at++;
      }
      if (!digit(text, at)) {
        return false;
      }
      at = digits(text, at);
    }
    return at == text.length();
  }

  /**
   * The number's text; a zero with a sign or an exponent becomes plain.
   *
   * @throws BadRow when it is larger than 1e1000, or smaller than 1e-1000 and not zero
   */
  static String checked(String text) throws BadRow {
    if (text.length() > MAX_LENGTH) {
      throw new BadRow("a number of more than " + MAX_LENGTH + " digits");
    }
    var exponent = text.indexOf('e') >= 0 || text.indexOf('E') >= 0;
    if (!exponent && text.length() < 1_000) {
      return text.startsWith("-0") && isZero(text) ? "0" : text;
    }
    if (isZero(text)) {
      return "0";
    }
    if (!within(text)) {
      throw new BadRow("a number beyond 1e±1000");
    }
    return text;
  }

  private static boolean within(String text) {
    try {
      var size = new BigDecimal(text).abs();
      return size.compareTo(LARGEST) <= 0 && size.compareTo(SMALLEST) >= 0;
    } catch (NumberFormatException | ArithmeticException e) {
      // An exponent that does not even fit into 32 bits.
      return false;
    }
  }

  private static boolean isZero(String text) {
    for (int i = 0; i < text.length(); i++) {
      var character = text.charAt(i);
      if (character == 'e' || character == 'E') {
        return true;
      }
      if (character >= '1' && character <= '9') {
        return false;
      }
    }
    return true;
  }

  private static boolean digit(String text, int at) {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  private static int digits(String text, int at) {
    while (digit(text, at)) {
      at++;
    }
    return at;
  }
}
