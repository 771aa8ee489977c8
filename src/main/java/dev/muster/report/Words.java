package dev.muster.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A sentence on a page, with its counts and instants. */
public record Words(List<Part> parts) {
  private static final String GAP = "{}";
  private static final Pattern NUMBER = Pattern.compile("\\d+");

  public Words {
    parts = List.copyOf(parts);
  }

  /**
   * A sentence from its pieces.
   *
   * @param pattern with {@code {}} where an argument goes
   * @param arguments a {@link Long}, an {@link Integer}, an {@link Instant}, other Words, or text
   */
  public static Words of(String pattern, Object... arguments) {
    var parts = new ArrayList<Part>();
    var from = 0;
    for (var argument : arguments) {
      var gap = pattern.indexOf(GAP, from);
      parts.add(new Part.Text(pattern.substring(from, gap)));
      switch (argument) {
        case Long count -> parts.add(new Part.Count(count));
        case Integer count -> parts.add(new Part.Count(count));
        case Instant at -> parts.add(new Part.Time(at));
        case Words words -> parts.addAll(words.parts);
        default -> parts.add(new Part.Text(argument.toString()));
      }
      from = gap + GAP.length();
    }
    parts.add(new Part.Text(pattern.substring(from)));
    return new Words(parts);
  }

  /** A sentence of our own, in which every whole number is a count. */
  static Words counting(String sentence) {
    var numbers = NUMBER.matcher(sentence);
    var words = new ArrayList<Object>();
    var pattern =
        numbers.replaceAll(number -> {
          words.add(Long.valueOf(number.group()));
          return Matcher.quoteReplacement(GAP);
        });
    return of(pattern, words.toArray());
  }

  /** These, and those behind them. */
  public Words and(Words more) {
    var both = new ArrayList<>(parts);
    both.addAll(more.parts);
    return new Words(both);
  }
}
