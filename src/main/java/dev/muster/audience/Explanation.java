package dev.muster.audience;

import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * Whether a condition holds for one user, and what was found: a tree as the condition's own. All
 * text may have data of the user in it.
 *
 * @param kind how it depends on its parts
 * @param text what is asked for
 * @param finding what was found; {@link Finding#NONE} where the parts say it
 * @param parts what it consists of
 */
public record Explanation(
    Kind kind, String text, boolean met, Finding finding, List<Explanation> parts) {
  private static final int MOST_REASONS = 3;

  /** How a condition depends on its parts. */
  public enum Kind {
    /** It holds when all of them do. */
    ALL,
    /** It holds when one of them does. */
    ANY,
    /** It holds when none of them does. */
    NONE,
    /** It is about the user; parts, if any, say what was found in detail. */
    ALONE
  }

  /**
   * What was found of a user.
   *
   * @param said in words, to stand behind what is asked for: {@code did 2 times}
   * @param failing in words that stand alone, when it is not what is asked for
   * @param value the value itself: a number, a text (also for an instant), a list, or null
   */
  public record Finding(String said, String failing, JsonNode value) {
    /** Nothing of its own. */
    public static final Finding NONE = new Finding("", "", NullNode.getInstance());

    /** The same with something more said; the same if that is empty. */
    Finding withRemark(String separator, String remark) {
      return remark.isEmpty()
          ? this
          : new Finding(
              said.isEmpty() ? remark : said + separator + remark,
              failing + separator + remark,
              value);
    }
  }

  public Explanation {
    parts = List.copyOf(parts);
  }

  static Explanation alone(String text, boolean met, Finding finding) {
    return new Explanation(Kind.ALONE, text, met, finding, List.of());
  }

  static Explanation all(String text, List<Explanation> parts) {
    return new Explanation(
        Kind.ALL, text, parts.stream().allMatch(Explanation::met), Finding.NONE, parts);
  }

  static Explanation any(String text, List<Explanation> parts) {
    return new Explanation(
        Kind.ANY, text, parts.stream().anyMatch(Explanation::met), Finding.NONE, parts);
  }

  static Explanation none(String text, List<Explanation> parts) {
    return new Explanation(
        Kind.NONE, text, parts.stream().noneMatch(Explanation::met), Finding.NONE, parts);
  }

  /**
   * Why it does not hold, in a phrase about the first parts that are to blame: {@code did Charged 2
   * times, at least 3 asked}.
   *
   * @throws IllegalStateException when it does hold
   */
  public String failure() {
    if (met) {
      throw new IllegalStateException("nothing fails in: " + text);
    }
    return switch (kind) {
      case ALONE -> finding.failing();
      case ALL -> parts.stream().filter(part -> !part.met).findFirst().orElseThrow().failure();
      case ANY ->
          (parts.size() == 1 ? "" : "none of %d alternatives: ".formatted(parts.size()))
              + parts.stream()
                  .limit(MOST_REASONS)
                  .map(Explanation::failure)
                  .collect(Collectors.joining("; "))
              + (parts.size() > MOST_REASONS ? "; …" : "");
      case NONE ->
          "excluded: "
              + parts.stream().filter(Explanation::met).findFirst().orElseThrow().success();
    };
  }

  private String success() {
    return finding.said().isEmpty() ? text : text + ": " + finding.said();
  }
}
