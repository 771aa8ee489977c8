package dev.muster.campaign.file;

/** How a message calls what was found. */
final class Found {
  private static final int MOST_SHOWN = 60;

  private Found() {}

  static String in(Yaml value) {
    return switch (value) {
      case Yaml.Mapping mapping -> mapping.entries().isEmpty() ? "an empty map" : "a map";
      case Yaml.Sequence sequence -> sequence.items().isEmpty() ? "an empty list" : "a list";
      case Yaml.Text text -> text.value().isEmpty() ? "empty text" : quoted(text.value());
      case Yaml.Numeral numeral -> "the number " + numeral.value();
      case Yaml.Bool bool -> String.valueOf(bool.value());
      case Yaml.Nothing nothing -> "nothing";
      case Yaml.Unusable unusable -> "something else";
    };
  }

  /** Text in quotes, cut where it gets long. */
  static String quoted(String text) {
    var shown =
        text.codePointCount(0, text.length()) <= MOST_SHOWN
            ? text
            : text.substring(0, text.offsetByCodePoints(0, MOST_SHOWN)) + "…";
    return '"' + shown + '"';
  }
}
