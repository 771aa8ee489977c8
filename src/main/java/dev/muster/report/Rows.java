package dev.muster.report;

import java.util.List;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table, of which there may be many: then the first and the last are shown, and the
 * others as one.
 *
 * @param first all of them where they are not too many
 * @param others what is between the first and the last, added up; null for nothing
 * @param hidden how many those are
 */
public record Rows<T>(List<T> first, @Nullable T others, int hidden, List<T> last) {
  /** So many are shown. */
  static final int MOST = 40;

  public Rows {
    first = List.copyOf(first);
    last = List.copyOf(last);
  }

  /**
   * Those to be shown of all.
   *
   * @param sum makes one of two neighbours
   */
  static <T> Rows<T> of(List<T> all, BinaryOperator<T> sum) {
    if (all.size() <= MOST) {
      return new Rows<>(all, null, 0, List.of());
    }
    var end = all.size() - MOST / 2;
    var between = all.subList(MOST / 2, end);
    return new Rows<>(
        all.subList(0, MOST / 2),
        between.stream().reduce(sum).orElseThrow(),
        between.size(),
        all.subList(end, all.size()));
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return first.isEmpty();
  }
}
