package dev.muster.campaign;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Text that says nothing: blanks, tabs, line breaks and their like alone (Unicode's White_Space and
 * Java's), no-break ones included, are no id, token, event or name.
 */
public final class WhiteSpace {
  /** Every such character once, for databases to strip. None lies beyond the basic plane. */
  public static final String ALL =
      IntStream.rangeClosed(1, Character.MAX_VALUE)
          .filter(WhiteSpace::is)
          .mapToObj(Character::toString)
          .collect(Collectors.joining());

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private WhiteSpace() {}

  /** Whether a character is one. */
  public static boolean is(int character) {
    return Character.isWhitespace(character)
        || Character.isSpaceChar(character)
        || character == '\u0085';
  }

  /** The text without those around it, and without a byte order mark before it. */
  public static String strip(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && (is(text.charAt(from)) || text.charAt(from) == BYTE_ORDER_MARK)) {
      from++;
    }
    while (to > from && is(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  /** Whether a text has nothing else in it, or nothing at all. */
  public static boolean only(String text) {
    return text.codePoints().allMatch(WhiteSpace::is);
  }
}
