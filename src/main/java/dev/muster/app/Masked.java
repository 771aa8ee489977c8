package dev.muster.app;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts of a driver, which may repeat a password. */
final class Masked {
  /** A shorter one may be a part of any word. */
  private static final int LONGER_THAN_PARTS = 6;

  /** As long are few words, and no numbers, of what drivers say. */
  private static final int LONGER_THAN_WORDS = 12;

  private static final String MASK = "…";

  private Masked() {}

  /**
   * A text without the password. One that may be a word, or a number, of the text itself would
   * betray itself by the gaps that it leaves: it is masked only where an address has passwords.
   */
  static String password(String password, String text) {
    if (password.isEmpty()) {
      return text;
    }
    if (isUnmistakable(password)) {
      return text.replace(password, MASK);
    }
    var quoted = Pattern.quote(password);
    return Pattern.compile("(?i:password=)%1$s(?![\\p{L}\\p{N}])|:%1$s(?=@)".formatted(quoted))
        .matcher(text)
        .replaceAll(found ->
            Matcher.quoteReplacement(
                found.group().substring(0, found.group().length() - password.length()) + MASK));
  }

  private static boolean isUnmistakable(String password) {
    var isWord =
        password.chars().allMatch(Character::isLetter)
            || password.chars().allMatch(Character::isDigit);
    return password.length() >= (isWord ? LONGER_THAN_WORDS : LONGER_THAN_PARTS);
  }
}
