package dev.muster.audience;

import dev.muster.campaign.Operator;
import dev.muster.campaign.Scalar;
import dev.muster.campaign.ValueTest;
import dev.muster.source.ExactJson;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** Tests and values in words. */
final class TestWords {
  private static final int MOST_VALUES = 8;
  private static final int MOST_ZEROS = 20;

  private TestWords() {}

  /** What stands behind the name of an attribute or property: {@code is at least 5}. */
  static String asked(ValueTest test) {
    return joined(test, TestWords::asked);
  }

  /** The same without its verb, as what is wanted: {@code at least 5}. */
  static String wanted(ValueTest test) {
    return joined(test, TestWords::wanted);
  }

  private interface Wording {
    String of(Operator operator);
  }

  private static String joined(ValueTest test, Wording wording) {
    return test.operators().stream().map(wording::of).collect(Collectors.joining(" and "))
        + (test.ignoreCase() ? " (in upper or lower case)" : "");
  }

  private static String asked(Operator operator) {
    return switch (operator) {
      case Operator.Contains(var part) -> "contains " + quoted(part);
      case Operator.NotContains(var part) -> "does not contain " + quoted(part);
      case Operator.StartsWith(var start) -> "starts with " + quoted(start);
      case Operator.EndsWith(var end) -> "ends with " + quoted(end);
      case Operator.Exists(var expected) -> expected ? "exists" : "is absent";
      case Operator.Is(var value) -> "is " + scalar(value);
      case Operator.IsNot _,
          Operator.In _,
          Operator.NotIn _,
          Operator.Above _,
          Operator.AtLeast _,
          Operator.Below _,
          Operator.AtMost _,
          Operator.BetweenNumbers _,
          Operator.Within _ ->
          "is " + wanted(operator);
    };
  }

  private static String wanted(Operator operator) {
    return switch (operator) {
      case Operator.Is(var value) ->
          value instanceof Scalar.Numeric ? "exactly " + scalar(value) : scalar(value);
      case Operator.IsNot(var value) -> "not " + scalar(value);
      case Operator.In(var values) -> "one of " + list(values);
      case Operator.NotIn(var values) -> "none of " + list(values);
      case Operator.Above(var bound) -> "above " + number(bound);
      case Operator.AtLeast(var bound) -> "at least " + number(bound);
      case Operator.Below(var bound) -> "below " + number(bound);
      case Operator.AtMost(var bound) -> "at most " + number(bound);
      case Operator.BetweenNumbers(var least, var most) ->
          "between " + number(least) + " and " + number(most);
      case Operator.Contains(var part) -> quoted(part) + " in it";
      case Operator.NotContains(var part) -> "no " + quoted(part) + " in it";
      case Operator.StartsWith(var start) -> quoted(start) + " at its start";
      case Operator.EndsWith(var end) -> quoted(end) + " at its end";
      case Operator.Exists(var expected) -> expected ? "any value" : "none";
      case Operator.Within(var window) -> DuringWords.of(window);
    };
  }

  private static String list(List<Scalar> values) {
    var shown =
        values.stream().limit(MOST_VALUES).map(TestWords::scalar).collect(Collectors.joining(", "));
    return values.size() > MOST_VALUES
        ? "[%s, … %d in all]".formatted(shown, values.size())
        : "[" + shown + "]";
  }

  private static String scalar(Scalar value) {
    return switch (value) {
      case Scalar.Text(var text) -> quoted(text);
      case Scalar.Numeric(var number) -> number(number);
      case Scalar.Bool(var bool) -> String.valueOf(bool);
    };
  }

  /** The text as JSON has it. */
  static String quoted(String text) {
    return ExactJson.MAPPER.writeValueAsString(text);
  }

  /** The number without an exponent, unless that would be long. */
  static String number(BigDecimal number) {
    var shortest = number.stripTrailingZeros();
    return Math.abs(shortest.scale()) > MOST_ZEROS ? shortest.toString() : shortest.toPlainString();
  }
}
