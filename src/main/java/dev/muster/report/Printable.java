package dev.muster.report;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Text of others, for a terminal: nothing in it may break a line, turn its direction, or command
 * the terminal.
 */
public final class Printable {

  private static final int LONGEST = 40;

  private Printable() {}

  /** What turns the direction of the text behind it (Unicode's Bidi_Control). */
  private static final Pattern DIRECTION =
      Pattern.compile("[\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]");

  /** The text, with control characters and line separators as {@code \\u001B}. */
  public static String of(String text) {
    var clean = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          if (Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || turns(c)) {
            clean.append("\\u%04X".formatted(c));
          } else {
            clean.appendCodePoint(c);
          }
        });
    return clean.toString();
  }

  private static boolean turns(int c) {
    return DIRECTION.matcher(Character.toString(c)).matches();
  }

  /** The same of several lines, which stay. */
  public static String lines(String text) {
    return text.lines().map(Printable::of).collect(Collectors.joining("\n"));
  }

  /** The same, no longer than fits a line with something behind it. */
  public static String cut(String text) {
    var shown = of(text);
    return shown.codePointCount(0, shown.length()) <= LONGEST
        ? shown
        : shown.substring(0, shown.offsetByCodePoints(0, LONGEST)) + "…";
  }
}
