package dev.muster.audience;

import static dev.muster.audience.Clause.sql;

import dev.muster.campaign.Operator;
import dev.muster.campaign.Scalar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The commonest tests in fewer words than {@link PostgresTests} has for all, and words of which
 * PostgreSQL's planner expects about what they do.
 */
final class PostgresShortcuts {
  // Of jsonb's order null < text < numbers < booleans < lists < objects, the ends of the numbers;
  // of no number that numeric holds comes one before the first.
  private static final String BEFORE_NUMBERS = "-1e131071";
  private static final String AFTER_NUMBERS = "false";

  private static final int FEW = 8;

  private PostgresShortcuts() {}

  static Optional<Clause> holds(List<Operator> operators, boolean ignoreCase, Clause json) {
    if (operators.size() == 1 && !ignoreCase) {
      switch (operators.getFirst()) {
        case Operator.Is is -> {
          return contains(List.of(is.value()), json);
        }
        case Operator.In in when in.values().size() <= FEW -> {
          return contains(in.values(), json);
        }
        default -> {}
      }
    }
    return inRange(operators, json);
  }

  /** A list contains its items, and a scalar itself. */
  private static Optional<Clause> contains(List<Scalar> values, Clause json) {
    var written = new ArrayList<String>();
    for (var value : values) {
      switch (value) {
        case Scalar.Text text -> {
          if (Storable.text(text.value())) {
            written.add(Json.MAPPER.writeValueAsString(text.value()));
          }
        }
        case Scalar.Numeric number -> written.add(number.value().toString());
        case Scalar.Bool bool -> written.add("" + bool.value());
      }
    }
    return Optional.of(
        Clause.any(written.stream().map(one -> sql("? @> cast(? as jsonb)", json, one)).toList()));
  }

  /** A number between two ends; lists come after all numbers, so that they are told apart there. */
  private static Optional<Clause> inRange(List<Operator> operators, Clause json) {
    var lower = new ArrayList<Clause>();
    var upper = new ArrayList<Clause>();
    for (var operator : operators) {
      switch (operator) {
        case Operator.Above above -> lower.add(compare(json, ">", above.bound()));
        case Operator.AtLeast atLeast -> lower.add(compare(json, ">=", atLeast.bound()));
        case Operator.Below below -> upper.add(compare(json, "<", below.bound()));
        case Operator.AtMost atMost -> upper.add(compare(json, "<=", atMost.bound()));
        case Operator.BetweenNumbers between -> {
          lower.add(compare(json, ">=", between.least()));
          upper.add(compare(json, "<=", between.most()));
        }
        default -> {
          return Optional.empty();
        }
      }
    }
    if (lower.isEmpty()) {
      lower.add(sql("? >= '" + BEFORE_NUMBERS + "'", json));
    }
    if (upper.isEmpty()) {
      upper.add(sql("? < '" + AFTER_NUMBERS + "'", json));
    }
    return ListPath.holds(operators, false, json)
        .map(list -> Clause.all(Clause.all(lower), Clause.any(List.of(Clause.all(upper), list))));
  }

  private static Clause compare(Clause json, String operator, BigDecimal bound) {
    return sql("? " + operator + " cast(? as jsonb)", json, bound.toString());
  }
}
