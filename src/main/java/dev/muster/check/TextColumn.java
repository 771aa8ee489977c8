package dev.muster.check;

import dev.muster.campaign.Operator;
import dev.muster.campaign.Scalar;
import dev.muster.campaign.ValueTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** That a column of profiles, which is always text, is asked for what no text is equal to. */
final class TextColumn {
  private static final String NUMBERS = "numbers";
  private static final String BOOLEANS = "true or false";

  private TextColumn() {}

  /** A line where one of the tests on the column is about numbers or booleans. */
  static Optional<Finding> finding(String column, List<ValueTest> tests) {
    var asked = new TreeSet<String>();
    var written = new ArrayList<String>();
    for (var test : tests) {
      for (var operator : test.operators()) {
        if (isOfNumbers(operator)) {
          asked.add(NUMBERS);
        }
        for (var scalar : scalars(operator)) {
          switch (scalar) {
            case Scalar.Text _ -> {}
            case Scalar.Numeric(var number) -> {
              asked.add(NUMBERS);
              written.add(number.toPlainString());
            }
            case Scalar.Bool(var value) -> {
              asked.add(BOOLEANS);
              written.add("" + value);
            }
          }
        }
      }
    }
    return asked.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Finding.warning(
                AskedValues.SUBJECT,
                "%s of profiles: is a text, and is asked for %s"
                    .formatted(column, String.join(", ", asked)),
                written.isEmpty() ? "ask for texts" : "write \"" + written.getFirst() + "\""));
  }

  private static List<Scalar> scalars(Operator operator) {
    return switch (operator) {
      case Operator.Is(var value) -> List.of(value);
      case Operator.IsNot(var value) -> List.of(value);
      case Operator.In(var values) -> values;
      case Operator.NotIn(var values) -> values;
      case Operator.Above _,
          Operator.AtLeast _,
          Operator.Below _,
          Operator.AtMost _,
          Operator.BetweenNumbers _,
          Operator.Contains _,
          Operator.NotContains _,
          Operator.StartsWith _,
          Operator.EndsWith _,
          Operator.Exists _,
          Operator.Within _ ->
          List.of();
    };
  }

  private static boolean isOfNumbers(Operator operator) {
    return switch (operator) {
      case Operator.Above _,
          Operator.AtLeast _,
          Operator.Below _,
          Operator.AtMost _,
          Operator.BetweenNumbers _ ->
          true;
      case Operator.Is _,
          Operator.IsNot _,
          Operator.In _,
          Operator.NotIn _,
          Operator.Contains _,
          Operator.NotContains _,
          Operator.StartsWith _,
          Operator.EndsWith _,
          Operator.Exists _,
          Operator.Within _ ->
          false;
    };
  }
}
