package dev.muster.report;

import java.util.stream.Collectors;

/** Text of others, for a terminal: nothing in it may break a line or command the terminal. */
public final class Printable {

  private static final int LONGEST = 40;

  private Printable() {}

  /** The text, with control characters and line separators as {@code \\u001B}. */
  public static String of(String text) {
    var clean = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          if (Character.isISOControl(c) || c == 0x2028 || c == 0x2029) {
            clean.append("\\u%04X".formatted(c));
          } else {
            clean.appendCodePoint(c);
          }
        });
    return clean.toString();
  }

  /** The same of several lines, which stay. */
  public static String lines(String text) {
    return text.lines().map(Printable::of).collect(Collectors.joining("\n"));
  }

  /** The same, no longer than fits a line with something behind it. */
  static String cut(String text) {
    var shown = of(text);
    return shown.codePointCount(0, shown.length()) <= LONGEST
        ? shown
        : shown.substring(0, shown.offsetByCodePoints(0, LONGEST)) + "…";
  }
}
