package dev.muster.intake;

/**
 * White space as people mean it: what Java calls white space, and also the spaces that do not
 * break, such as U+00A0.
 */
final class White {
  private static final int BYTE_ORDER_MARK = 0xFEFF;

  private White() {}

  /** Whether there is nothing else in it, which is no id and no name. */
  static boolean only(String text) {
    return text.codePoints().allMatch(White::is);
  }

  /** The text without the white space around it, or a byte order mark before it. */
  static String stripped(String text) {
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

  private static boolean is(int character) {
    return Character.isWhitespace(character) || Character.isSpaceChar(character);
  }
}
