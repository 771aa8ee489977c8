package dev.muster.message;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import liqp.filters.Filter;
import org.jspecify.annotations.Nullable;

/** Filters that take a text apart, where Liquid does, which is where Ruby does. */
final class WordFilters {
  static final List<Filter> ALL =
      List.of(
          new OwnFilter("split", (value, p) -> split(text(value), text(p[0]))),
          new OwnFilter("truncatewords", WordFilters::truncated));

  /** What is no white space of Ruby's, which knows ASCII's alone. */
  private static final Pattern WORD = Pattern.compile("[^\\x00\\t\\n\\x0B\\f\\r ]+");

  private static final int USUAL_WORDS = 15;

  private WordFilters() {}

  private static String text(@Nullable Object value) {
    return TemplateText.joined(value);
  }

  /**
   * The parts between the delimiters, the last of them that are empty left out: words where it is
   * one blank, characters where it is empty.
   */
  private static List<String> split(String text, String delimiter) {
    if (text.isEmpty()) {
      return List.of();
    }
    return switch (delimiter) {
      case "" -> text.codePoints().mapToObj(Character::toString).toList();
      case " " -> WORD.matcher(text).results().map(word -> word.group()).toList();
      default -> List.of(text.split(Pattern.quote(delimiter)));
    };
  }

  /** So many words, one at the least; the ending stands for others alone, not for white space. */
  private static String truncated(@Nullable Object value, @Nullable Object... parameters) {
    var text = text(value);
    int most = Math.max(1, parameters.length > 0 ? Values.whole(parameters[0]) : USUAL_WORDS);
    var ending = parameters.length > 1 ? text(parameters[1]) : "...";
    var words = new ArrayList<String>();
    var word = WORD.matcher(text);
    while (words.size() < most && word.find()) {
      words.add(word.group());
    }
    if (words.size() < most || word.end() == text.length()) {
      return text;
    }
    return String.join(" ", words) + (word.find() ? ending : "");
  }
}
