package dev.muster.campaign;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The word that was probably meant by a mistyped one. */
public final class NearMiss {
  private NearMiss() {}

  /** Words to choose from, and which of them was probably meant: the end of a message. */
  static String choice(String written, Collection<String> words) {
    return nearest(written, words).map(word -> "; did you mean " + word + "?").orElse("");
  }

  /** The nearest of the words, if one is near. */
  static Optional<String> nearest(String written, Collection<String> words) {
    var begun =
        words.stream().filter(word -> word.length() > 2 && written.startsWith(word)).findFirst();
    return begun.isPresent() ? begun : similar(written, words);
  }

  private static Optional<String> similar(String written, Collection<String> words) {
    var limit = Math.max(1, Math.min(3, written.length() / 3));
    return words.stream()
        .filter(word -> Math.abs(word.length() - written.length()) <= limit)
        .filter(word -> distance(written, word) <= limit)
        .min(Comparator.comparingInt(word -> distance(written, word)));
  }

  /** How many characters have to be changed, added, removed or swapped with their neighbour. */
  public static int distance(String written, String word) {
    var a = written.toLowerCase(Locale.ROOT).replace('-', '_');
    var b = word.toLowerCase(Locale.ROOT);
    var d = new int[a.length() + 1][b.length() + 1];
    for (var i = 0; i <= a.length(); i++) {
      for (var j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        var same = a.charAt(i - 1) == b.charAt(j - 1);
        d[i][j] =
            Math.min(d[i - 1][j - 1] + (same ? 0 : 1), Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
