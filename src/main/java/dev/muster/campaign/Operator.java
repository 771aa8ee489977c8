package dev.muster.campaign;

import java.math.BigDecimal;
import java.util.List;

/**
 * One operator of a {@link ValueTest}. It looks at values of its own type only: any scalar for
 * {@code is, is_not, in, not_in}, numbers, text or dates for the others; a value of another type
 * counts as absent.
 */
public sealed interface Operator {

  /** {@code is}. */
  record Is(Scalar value) implements Operator {}

  /** {@code is_not}. */
  record IsNot(Scalar value) implements Operator {}

  /** {@code in}, never empty. */
  record In(List<Scalar> values) implements Operator {
    public In {
      values = List.copyOf(values);
    }
  }

  /** {@code not_in}, never empty. */
  record NotIn(List<Scalar> values) implements Operator {
    public NotIn {
      values = List.copyOf(values);
    }
  }

  /** {@code above}: greater than. */
  record Above(BigDecimal bound) implements Operator {}

  /** {@code at_least}: greater than or equal. */
  record AtLeast(BigDecimal bound) implements Operator {}

  /** {@code below}: less than. */
  record Below(BigDecimal bound) implements Operator {}

  /** {@code at_most}: less than or equal. */
  record AtMost(BigDecimal bound) implements Operator {}

  /** {@code between} of numbers; both ends count. */
  record BetweenNumbers(BigDecimal least, BigDecimal most) implements Operator {}

  /** {@code contains}. */
  record Contains(String part) implements Operator {}

  /** {@code not_contains}. */
  record NotContains(String part) implements Operator {}

  /** {@code starts_with}. */
  record StartsWith(String start) implements Operator {}

  /** {@code ends_with}. */
  record EndsWith(String end) implements Operator {}

  /** {@code exists}: false is the only test that holds on an absent value. */
  record Exists(boolean expected) implements Operator {}

  /**
   * {@code before, after, on, between, last_days, next_days, days_ago} of dates: text that is an
   * ISO date, local date-time or instant, and lies in the window.
   */
  record Within(During window) implements Operator {}
}
