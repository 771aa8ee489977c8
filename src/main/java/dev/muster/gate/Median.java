package dev.muster.gate;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Locale;

/** The number in the middle of some. */
public final class Median {
  private static final BigDecimal HALF = new BigDecimal("0.5");

  private Median() {}

  /**
   * That of at least one number, in any order: of an even number of them, the mean of the middle
   * two. Exact, and without zeros behind the point.
   */
  public static BigDecimal of(Collection<Long> numbers) {
    var sorted = numbers.stream().sorted().toList();
    var upper = sorted.get(sorted.size() / 2);
    var lower = sorted.get((sorted.size() - 1) / 2);
    var sum = BigDecimal.valueOf(lower).add(BigDecimal.valueOf(upper));
    return plain(sum.multiply(HALF));
  }

  /** The number without zeros behind the point, however it was computed or read. */
  static BigDecimal plain(BigDecimal number) {
    var stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /** Such as {@code 1,000.5}. */
  public static String inWords(BigDecimal median) {
    return median.scale() == 0
        ? String.format(Locale.ROOT, "%,d", median.toBigIntegerExact())
        : String.format(Locale.ROOT, "%,.1f", median);
  }
}
