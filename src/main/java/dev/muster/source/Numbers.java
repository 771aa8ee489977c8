package dev.muster.source;

import java.math.BigDecimal;

/** Numbers as parameters. */
public final class Numbers {
  private Numbers() {}

  /**
   * A whole number as an integer, if it is one that a database knows: it can then be compared to a
   * count, or be a number of rows, as it is.
   */
  public static Object shortest(BigDecimal number) {
    if (number.precision() - number.scale() > 18 || number.stripTrailingZeros().scale() > 0) {
      return number;
    }
    long whole = number.longValueExact();
    return (int) whole == whole ? (Object) (int) whole : (Object) whole;
  }
}
