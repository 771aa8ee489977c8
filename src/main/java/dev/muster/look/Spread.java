package dev.muster.look;

import dev.muster.gate.Median;
import java.math.BigDecimal;
import java.util.Collection;

/**
 * How much the numbers of users of some runs differ.
 *
 * @param expectedLeast the lower end of the narrowest range that holds nine of ten of them
 * @param expectedMost its upper end
 */
public record Spread(
    long least, BigDecimal median, long most, long expectedLeast, long expectedMost) {

  /** Of at least one number, in any order; of several ranges equally narrow, the lowest. */
  public static Spread of(Collection<Long> numbers) {
    var sorted = numbers.stream().sorted().toList();
    var held = Math.ceilDiv(9 * sorted.size(), 10);
    var best = 0;
    for (var first = 1; first + held <= sorted.size(); first++) {
      if (sorted.get(first + held - 1) - sorted.get(first)
          < sorted.get(best + held - 1) - sorted.get(best)) {
        best = first;
      }
    }
    return new Spread(
        sorted.getFirst(),
        Median.of(sorted),
        sorted.getLast(),
        sorted.get(best),
        sorted.get(best + held - 1));
  }
}
