package dev.muster.intake;

import java.math.BigDecimal;

/** What stands in one column of a row. */
sealed interface Value {

  /** Whether it is a list or an object. */
  default boolean isComposite() {
    return this instanceof JsonColumn(var text) && (text.startsWith("{") || text.startsWith("["));
  }

  /** A CSV cell: its type is still to be told, from its text and its column. */
  record Cell(String text) implements Value {}

  /** A text in JSON. */
  record Text(String text) implements Value {}

  /** A number, boolean, null, list or object in JSON: compact, checked, numbers as written. */
  record JsonColumn(String text) implements Value {
    boolean isNull() {
      return text.equals("null");
    }

    boolean isObject() {
      return text.startsWith("{");
    }

    boolean isNumber() {
      return JsonNumber.is(text);
    }

    /** Whether its value is whole: {@code 7.0} and {@code 1e3} are, too. */
    boolean isWholeNumber() {
      return isWritten() || (isNumber() && number().scale() <= 0);
    }

    /** Its digits. */
    String wholeNumber() {
      return isWritten() ? text : number().toPlainString();
    }

    /** Whether nothing but digits stands there. */
    private boolean isWritten() {
      var from = text.startsWith("-") ? 1 : 0;
      return from < text.length()
          && text.chars().skip(from).allMatch(character -> character >= '0' && character <= '9');
    }

    private BigDecimal number() {
      return new BigDecimal(text).stripTrailingZeros();
    }
  }
}
