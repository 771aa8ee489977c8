package dev.muster.source;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Text without regard to case: each code point folded by itself, so that two texts fold to the same
 * exactly when {@link String#equalsIgnoreCase} holds.
 */
public final class CaseFolding {
  private CaseFolding() {}

  public static String fold(String text) {
    return text.codePoints()
        .map(CaseFolding::fold)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static int fold(int codePoint) {
    return Character.toLowerCase(Character.toUpperCase(codePoint));
  }

  /**
   * The code points that fold to one of a folded text, and, at the same places, what they fold to:
   * the arguments of SQL's {@code translate}. A text whose other code points are left alone is
   * equal to the folded text, or has it in it, just when the folded one is or has.
   */
  public static Translation onto(String folded) {
    var from = new StringBuilder();
    var to = new StringBuilder();
    folded
        .codePoints()
        .distinct()
        .forEach(target ->
            Variants.OF.getOrDefault(target, List.of()).stream()
                .forEach(variant -> {
                  from.appendCodePoint(variant);
                  to.appendCodePoint(target);
                }));
    return new Translation(from.toString(), to.toString());
  }

  public record Translation(String from, String to) {}

  private static final class Variants {
    static final Map<Integer, List<Integer>> OF = find();

    private static Map<Integer, List<Integer>> find() {
      var variants = new HashMap<Integer, List<Integer>>();
      IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
          .filter(codePoint -> fold(codePoint) != codePoint)
          .forEach(codePoint ->
              variants
                  .computeIfAbsent(fold(codePoint), target -> new java.util.ArrayList<>())
                  .add(codePoint));
      return variants;
    }
  }
}
