package dev.muster.check;

import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** That the campaign names what no row has, and what there is instead. */
final class MissingName {
  private static final String SUBJECT = "names";
  private static final String REMEDY =
      "see that the campaign spells it as the data do, unless there is none yet";
  private static final int LONGEST = 60;

  private MissingName() {}

  /** No event has the name. */
  static Finding event(String name, Nearest nearest) {
    return finding(
        "no event is named " + shown(name),
        nearest,
        each ->
            String.format(Locale.ROOT, each.rows() == 1 ? "%,d event" : "%,d events", each.rows()));
  }

  /**
   * No object has a value under the name.
   *
   * @param none whose objects were looked at: {@code no profile}
   */
  static Finding value(String none, String name, Nearest nearest) {
    return finding(
        none + " has " + shown(name),
        nearest,
        each -> String.format(Locale.ROOT, "%,d", each.rows()));
  }

  private static Finding finding(
      String missing, Nearest nearest, Function<Nearest.Name, String> counted) {
    var best = nearest.best();
    var there =
        best.stream()
            .map(each -> "%s (%s)".formatted(shown(each.name()), counted.apply(each)))
            .collect(Collectors.joining(", "));
    return Finding.warning(
        SUBJECT,
        best.isEmpty()
            ? missing + ", nor anything like it"
            : missing + "; there " + (best.size() == 1 ? "is " : "are ") + there,
        REMEDY);
  }

  /** A name, cut where it gets long; in quotes where else its ends would not be seen. */
  static String shown(String name) {
    var cut =
        name.codePointCount(0, name.length()) <= LONGEST
            ? name
            : name.substring(0, name.offsetByCodePoints(0, LONGEST)) + "…";
    return name.isEmpty() || isBlank(name.charAt(0)) || isBlank(name.charAt(name.length() - 1))
        ? "\"" + cut + "\""
        : cut;
  }

  private static boolean isBlank(char end) {
    return Character.isWhitespace(end) || Character.isSpaceChar(end);
  }
}
