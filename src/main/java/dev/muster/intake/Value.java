package dev.muster.intake;

/** What stands in one column of a row. */
sealed interface Value {

  /** Whether it is a list or an object. */
  default boolean isComposite() {
    return this instanceof Json(var text) && (text.startsWith("{") || text.startsWith("["));
  }

  /** A CSV cell: its type is still to be told, from its text and its column. */
  record Cell(String text) implements Value {}

  /** A text in JSON. */
  record Text(String text) implements Value {}

  /** A number, boolean, null, list or object in JSON: compact, checked, numbers as written. */
  record Json(String text) implements Value {
    boolean isNull() {
      return text.equals("null");
    }

    boolean isObject() {
      return text.startsWith("{");
    }

    boolean isWholeNumber() {
      var from = text.startsWith("-") ? 1 : 0;
      return from < text.length()
          && text.chars().skip(from).allMatch(character -> character >= '0' && character <= '9');
    }
  }
}
