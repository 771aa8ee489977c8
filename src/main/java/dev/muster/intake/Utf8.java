package dev.muster.intake;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text that both databases and every receiver can hold. */
final class Utf8 {
  private Utf8() {}

  /**
   * The text that these bytes are.
   *
   * @throws BadRow when they are not UTF-8, or hold a U+0000, which PostgreSQL cannot store
   */
  static String decode(byte[] bytes, int offset, int length) throws BadRow {
    var text = new String(bytes, offset, length, StandardCharsets.UTF_8);
    // The decoder replaces what it cannot read; then the way back gives other bytes.
    if (text.indexOf('\uFFFD') >= 0
        && !Arrays.equals(
            text.getBytes(StandardCharsets.UTF_8),
            Arrays.copyOfRange(bytes, offset, offset + length))) {
      throw new BadRow("not UTF-8");
    }
    if (text.indexOf('\0') >= 0) {
      throw new BadRow("holds the character U+0000");
    }
    return text;
  }

  /**
   * The same text, when it is whole: JSON can spell characters that its bytes could not hold.
   *
   * @throws BadRow when it has a U+0000 or half of a surrogate pair
   */
  static String whole(String text) throws BadRow {
    for (int i = 0; i < text.length(); i++) {
      var character = text.charAt(i);
      if (character == 0) {
        throw new BadRow("holds the character U+0000");
      }
      if (Character.isSurrogate(character)) {
        var pair =
            Character.isHighSurrogate(character)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          throw new BadRow("holds half of a surrogate pair");
        }
        i++;
      }
    }
    return text;
  }
}
