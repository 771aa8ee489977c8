package dev.muster.campaign;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Text that says nothing: blanks, tabs, line breaks and their like alone (Unicode's White_Space and
 * Java's), no-break ones included, and what cannot be seen at all, such as the zero-width space or
 * a byte order mark, are no id, token, event or name.
 */
public final class WhiteSpace {
  /** Every such character once, for databases to strip. None lies beyond the basic plane. */
  public static final String ALL =
      IntStream.rangeClosed(1, Character.MAX_VALUE)
          .filter(WhiteSpace::is)
          .mapToObj(Character::toString)
          .collect(Collectors.joining());

  private WhiteSpace() {}

  /** Whether a character is one. */
  public static boolean is(int character) {
    return Character.isWhitespace(character)
        || Character.isSpaceChar(character)
        || character == '\u0085'
        || isInvisible(character);
  }

  /**
   * Unicode's Default_Ignorable_Code_Point but for variation selectors, which belong to the
   * character before them, and the blank pattern of Braille.
   */
  private static boolean isInvisible(int character) {
    return switch (character) {
      case 0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E -> true;
      case 0x2800, 0x3164, 0xFEFF, 0xFFA0 -> true;
      default ->
          (character >= 0x200B && character <= 0x200F)
              || (character >= 0x202A && character <= 0x202E)
              || (character >= 0x2060 && character <= 0x206F);
    };
  }

  /** The text without those around it. */
  public static String strip(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && is(text.charAt(from))) {
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
