package dev.muster.campaign;

import java.math.BigDecimal;

/** A value with its type: text {@code "1"} is not the number 1, and the number 1 is 1.0. */
public sealed interface Scalar {

  record Text(String value) implements Scalar {}

  /** A number, kept without trailing zeros, so that 1 and 1.0 are equal records. */
  record Numeric(BigDecimal value) implements Scalar {
    public Numeric {
      value = value.stripTrailingZeros();
    }
  }

  record Bool(boolean value) implements Scalar {}
}
