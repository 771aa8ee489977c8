package dev.muster.campaign;

import java.math.BigDecimal;

/** A share of users in thousandths, 0 to 1000: {@code percent: 12.5} is 125. */
public record Share(int perMille) {
  public Share {
    if (perMille < 0 || perMille > 1000) {
      throw new IllegalArgumentException("a share is 0 to 1000 per mille, found: " + perMille);
    }
  }

  /**
   * A share from a percentage with at most one decimal.
   *
   * @throws ArithmeticException when there are more decimals
   */
  public static Share ofPercent(BigDecimal percent) {
    return new Share(percent.movePointRight(1).intValueExact());
  }
}
