package dev.muster.campaign.file;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What to write for an entry that the grammar has, but with another key and another value. */
final class Rewritten {
  private static final Pattern SPAN =
      Pattern.compile(
          "(?:in_)?(?:the_)?(last|past|next)_(?:n_)?(week|fortnight|month|quarter|year)s?");
  private static final Pattern AGO = Pattern.compile("(week|month|year)s?_ago");
  private static final List<String> ABSENCE =
      List.of(
          "is_null",
          "isnull",
          "null",
          "missing",
          "is_missing",
          "absent",
          "not_exists",
          "unset",
          "is_not_set",
          "not_set",
          "undefined",
          "empty",
          "is_empty",
          "does_not_exist",
          "blank");

  /** What others call a list of conditions, or the attributes that are asked for. */
  private static final List<String> CONDITIONS =
      List.of("filter", "filters", "condition", "conditions", "rule", "rules", "criteria", "match");

  /** Conditions without a key for their contrary. */
  private static final List<String> DENIED = List.of("all", "profile", "segment", "list", "sql");

  private Rewritten() {}

  /**
   * Key and value, if this is such an entry.
   *
   * @param words the keys that may stand in its place
   */
  static Optional<String> of(Yaml.Entry entry, Collection<String> words) {
    var key =
        entry
            .key()
            .replaceAll("([a-z])([A-Z])", "$1_$2")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[\\s-]", "_");
    if (words.contains("month") && List.of("this_month", "current_month").contains(key)) {
      return Optional.of("month: this");
    }
    if (words.contains("month")
        && List.of("last_month", "previous_month").contains(key)
        && !(entry.value() instanceof Yaml.Numeral)) {
      return Optional.of("month: previous");
    }
    if (words.contains("days_ago") && List.of("today", "yesterday").contains(key)) {
      return Optional.of(key.equals("today") ? "last_days: 0" : "days_ago: 1");
    }
    if (words.contains("exists") && ABSENCE.contains(key)) {
      var denied = entry.value() instanceof Yaml.Bool(var at, var value) && !value;
      return Optional.of("exists: " + denied);
    }
    if (words.contains("none") && key.startsWith("not_") && DENIED.contains(key.substring(4))) {
      return Optional.of("none: [{ " + key.substring(4) + ": … }]");
    }
    if (words.contains("everyone") && CONDITIONS.contains(key)) {
      return entry.value() instanceof Yaml.Sequence
          ? Optional.of("all: [ … ], or any: [ … ] if one is enough")
          : Optional.of("profile: { … } for attributes, where: { … } beside did for properties");
    }
    var misplaced = Misplaced.of(key, words);
    if (misplaced.isPresent()) {
      return misplaced;
    }
    if (words.contains("during") && words.contains("where")) {
      return window(key, entry.value())
          .or(() -> words.contains("times") ? count(entry) : Optional.empty());
    }
    return span(key, entry.value(), words);
  }

  /** A window right beside an event. */
  private static Optional<String> window(String key, Yaml value) {
    var written =
        DuringGrammar.DURING.contains(key) && value instanceof Yaml.Numeral numeral
            ? Optional.of(key + ": " + numeral.written())
            : span(key, value, DuringGrammar.DURING);
    return written
        .or(() -> DuringGrammar.DURING.contains(key) ? Optional.of(key + ": …") : Optional.empty())
        .map(window -> "during: { " + window + " }");
  }

  /** Weeks, months of 30 days and years of 365 as days. */
  private static Optional<String> span(String key, Yaml value, Collection<String> words) {
    var span = SPAN.matcher(key);
    var ago = AGO.matcher(key);
    var number = value instanceof Yaml.Numeral numeral ? numeral.value() : BigDecimal.ONE;
    if (span.matches()) {
      var days = span.group(1).equals("next") ? "next_days" : "last_days";
      return words.contains(days)
          ? Optional.of(days + ": " + inDays(span.group(2), number))
          : Optional.empty();
    }
    return ago.matches() && words.contains("days_ago")
        ? Optional.of("days_ago: " + inDays(ago.group(1), number))
        : Optional.empty();
  }

  private static String inDays(String unit, BigDecimal number) {
    var days =
        switch (unit) {
          case "week" -> 7;
          case "fortnight" -> 14;
          case "month" -> 30;
          case "quarter" -> 91;
          default -> 365;
        };
    return number.multiply(BigDecimal.valueOf(days)).stripTrailingZeros().toPlainString();
  }

  /** A bound right beside an event is one on how often. */
  private static Optional<String> count(Yaml.Entry entry) {
    var bound =
        TestGrammar.OF_NUMBERS.contains(entry.key())
            ? Optional.of(entry.key())
            : Synonyms.of(entry.key(), List.of("above", "at_least", "below", "at_most"));
    return entry.value() instanceof Yaml.Numeral numeral
        ? bound.map(operator -> "times: { %s: %s }".formatted(operator, numeral.written()))
        : Optional.empty();
  }
}
