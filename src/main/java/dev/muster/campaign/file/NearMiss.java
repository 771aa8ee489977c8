package dev.muster.campaign.file;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The word that was probably meant by one that is not known: first what other tools of the trade
 * call so, then what is written nearly so. A wrong guess is worse than none: never the opposite,
 * and nothing that is merely like a short word.
 */
public final class NearMiss {
  /** So many letters are like those of too many other words. */
  static final int SHORT = 3;

  private static final Pattern NEGATION =
      Pattern.compile(
          "(^|_)(not|no|none|never|without|except|excluding|but|(is|did|do|does|has|have|was|must)n'?t)(_|$)");

  /** A word of the grammar with a negation that the grammar does not have. */
  private static final Pattern DENIAL =
      Pattern.compile("(?:not|no|non|un|dis|in)[_ -]?(.+)", Pattern.CASE_INSENSITIVE);

  /** What stands between two meanings: {@code above_or_equal} is not {@code above}. */
  private static final Pattern OF_TWO_MEANINGS = Pattern.compile("(^|[_\\s-])(or|and|equal)");

  private static final List<Set<String>> OPPOSITES =
      List.of(
          Set.of("last", "next", "first"),
          Set.of("before", "after"),
          Set.of("above", "below"),
          Set.of("over", "under"),
          Set.of("least", "most"),
          Set.of("minimum", "maximum"),
          Set.of("starts", "ends"),
          Set.of("from", "to", "until"));

  private NearMiss() {}

  /** Words to choose from, and which of them was probably meant: the end of a message. */
  public static String choice(String written, Collection<String> words) {
    return guess(written, words).map(NearMiss::question).orElse("");
  }

  /** The end of a message that asks for a word. */
  public static String question(String word) {
    return "; did you mean " + word + "?";
  }

  /** The words, the one that was probably meant first. */
  public static List<String> likeliestFirst(String written, Collection<String> words) {
    var guess = guess(written, words);
    return Stream.concat(
            guess.stream(), words.stream().filter(word -> !guess.equals(Optional.of(word))))
        .toList();
  }

  /** The word that was probably meant, if one was. */
  public static Optional<String> guess(String written, Collection<String> words) {
    return Synonyms.of(written, words).or(() -> nearest(written, words));
  }

  /** The word that is written most like this one, if it is enough like it. */
  private static Optional<String> nearest(String written, Collection<String> words) {
    var denied = DENIAL.matcher(written);
    if (written.length() <= SHORT || (denied.matches() && words.contains(denied.group(1)))) {
      return Optional.empty();
    }
    var candidates = words.stream().filter(word -> !opposite(written, word)).toList();
    var begun =
        candidates.stream()
            .filter(word -> word.length() > SHORT && written.startsWith(word))
            .filter(word -> word.length() * 2 >= written.length())
            .filter(word -> !OF_TWO_MEANINGS.matcher(written.substring(word.length())).find())
            .max(Comparator.comparingInt(String::length));
    return begun.isPresent() ? begun : similar(written, candidates);
  }

  private static Optional<String> similar(String written, Collection<String> words) {
    var limit = Math.max(1, Math.min(3, written.length() / 3));
    return words.stream()
        .filter(word -> Math.abs(word.length() - written.length()) <= limit)
        .filter(word -> distance(written, word) <= (word.length() <= SHORT ? 1 : limit))
        .min(Comparator.comparingInt(word -> distance(written, word)));
  }

  /** Whether one of the words negates, or says the contrary of, what the other says. */
  private static boolean opposite(String written, String word) {
    var one = parts(written);
    var other = parts(word);
    return NEGATION.matcher(String.join("_", one)).find()
            != NEGATION.matcher(String.join("_", other)).find()
        || OPPOSITES.stream().anyMatch(words -> contrary(words, one, other));
  }

  private static boolean contrary(Set<String> words, Set<String> one, Set<String> other) {
    return words.stream().anyMatch(one::contains)
        && words.stream().anyMatch(other::contains)
        && words.stream().noneMatch(word -> one.contains(word) && other.contains(word));
  }

  private static Set<String> parts(String word) {
    return new LinkedHashSet<>(
        List.of(word.toLowerCase(Locale.ROOT).replaceAll("[\\s-]", "_").split("_", -1)));
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
