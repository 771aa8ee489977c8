package dev.muster.campaign;

import java.util.List;

/**
 * A test on an attribute or property. All operators must hold; on a list value one item must
 * satisfy them all, while {@code is_not, not_in, not_contains} hold when no item does the opposite.
 * A test on an absent or null value does not hold, save {@code exists: false}.
 *
 * @param ignoreCase whether text compares without regard to case, for all operators: each code
 *     point folded by itself, as {@link String#equalsIgnoreCase} does
 */
public record ValueTest(List<Operator> operators, boolean ignoreCase) {
  public ValueTest {
    operators = List.copyOf(operators);
    if (operators.isEmpty()) {
      throw new IllegalArgumentException("a test has at least one operator");
    }
  }
}
