package dev.muster.source;

import dev.muster.campaign.Operator;
import dev.muster.campaign.Scalar;
import dev.muster.campaign.ValueTest;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Whether a test holds on a value, decided in Java by the rules of the campaign file's "Tests".
 * What a {@link Dialect} writes for a database decides the same.
 *
 * @param asOf the as-of instant, for windows of days
 * @param accountZone where dates and local date-times are read
 */
public record TestEvaluation(Instant asOf, ZoneId accountZone) {

  /**
   * Whether the test holds.
   *
   * @param given the attribute or property, numbers as exact decimals; null when it is absent
   */
  public boolean holds(ValueTest test, @Nullable JsonNode given) {
    var value = given == null ? MissingNode.getInstance() : given;
    if (value.isArray()) {
      return listHolds(test, value);
    }
    return test.operators().stream()
        .allMatch(operator ->
            operator.equals(new Operator.Exists(false))
                ? isAbsent(value)
                : !isAbsent(value) && fits(operator, value) && holds(operator, test, value));
  }

  private boolean listHolds(ValueTest test, JsonNode list) {
    var items = StreamSupport.stream(list.spliterator(), false).filter(i -> !i.isNull()).toList();
    var wanted =
        test.operators().stream().filter(Predicate.not(TestEvaluation::ofAllItems)).toList();
    return test.operators().stream()
            .filter(TestEvaluation::ofAllItems)
            .allMatch(operator -> allItemsHold(operator, test, items))
        && (wanted.isEmpty()
            || items.stream()
                .anyMatch(
                    item -> wanted.stream().allMatch(o -> fits(o, item) && holds(o, test, item))));
  }

  private boolean allItemsHold(Operator operator, ValueTest test, List<JsonNode> items) {
    if (operator instanceof Operator.Exists) {
      return items.isEmpty();
    }
    var fitting = items.stream().filter(item -> fits(operator, item)).toList();
    return !fitting.isEmpty() && fitting.stream().allMatch(item -> holds(operator, test, item));
  }

  /** Whether the operator is about all items of a list, not about one that satisfies the map. */
  public static boolean ofAllItems(Operator operator) {
    return switch (operator) {
      case Operator.IsNot _, Operator.NotIn _, Operator.NotContains _ -> true;
      case Operator.Exists exists -> !exists.expected();
      case Operator.Is _,
          Operator.In _,
          Operator.Above _,
          Operator.AtLeast _,
          Operator.Below _,
          Operator.AtMost _,
          Operator.BetweenNumbers _,
          Operator.Contains _,
          Operator.StartsWith _,
          Operator.EndsWith _,
          Operator.Within _ ->
          false;
    };
  }

  private static boolean isAbsent(JsonNode value) {
    return value.isNull() || value.isMissingNode();
  }

  /** Whether the value is of the operator's type. */
  private boolean fits(Operator operator, JsonNode value) {
    return switch (operator) {
      case Operator.Is _, Operator.IsNot _, Operator.In _, Operator.NotIn _ ->
          value.isString() || value.isNumber() || value.isBoolean();
      case Operator.Above _,
          Operator.AtLeast _,
          Operator.Below _,
          Operator.AtMost _,
          Operator.BetweenNumbers _ ->
          value.isNumber();
      case Operator.Contains _,
          Operator.NotContains _,
          Operator.StartsWith _,
          Operator.EndsWith _ ->
          value.isString();
      case Operator.Within _ ->
          value.isString() && IsoText.read(value.stringValue(), accountZone).isPresent();
      case Operator.Exists _ -> true;
    };
  }

  private boolean holds(Operator operator, ValueTest test, JsonNode value) {
    return switch (operator) {
      case Operator.Is is -> equal(is.value(), test, value);
      case Operator.IsNot isNot -> !equal(isNot.value(), test, value);
      case Operator.In in -> in.values().stream().anyMatch(one -> equal(one, test, value));
      case Operator.NotIn notIn -> notIn.values().stream().noneMatch(o -> equal(o, test, value));
      case Operator.Above above -> number(value).compareTo(above.bound()) > 0;
      case Operator.AtLeast atLeast -> number(value).compareTo(atLeast.bound()) >= 0;
      case Operator.Below below -> number(value).compareTo(below.bound()) < 0;
      case Operator.AtMost atMost -> number(value).compareTo(atMost.bound()) <= 0;
      case Operator.BetweenNumbers between ->
          number(value).compareTo(between.least()) >= 0
              && number(value).compareTo(between.most()) <= 0;
      case Operator.Contains contains -> compare(value, contains.part(), test, String::contains);
      case Operator.NotContains contains ->
          !compare(value, contains.part(), test, String::contains);
      case Operator.StartsWith starts -> compare(value, starts.start(), test, String::startsWith);
      case Operator.EndsWith ends -> compare(value, ends.end(), test, String::endsWith);
      case Operator.Exists exists -> exists.expected();
      case Operator.Within within ->
          IsoText.read(value.stringValue(), accountZone)
              .filter(instant -> within(within, instant))
              .isPresent();
    };
  }

  private boolean within(Operator.Within within, Instant instant) {
    var span = within.window().around(asOf, accountZone);
    return (span.from() == null || !instant.isBefore(span.from()))
        && (span.to() == null || instant.isBefore(span.to()));
  }

  private static boolean equal(Scalar expected, ValueTest test, JsonNode value) {
    return switch (expected) {
      case Scalar.Text text ->
          value.isString() && compare(value, text.value(), test, String::equals);
      case Scalar.Numeric numeric ->
          value.isNumber() && number(value).compareTo(numeric.value()) == 0;
      case Scalar.Bool bool -> value.isBoolean() && value.booleanValue() == bool.value();
    };
  }

  private static BigDecimal number(JsonNode value) {
    return value.decimalValue();
  }

  private static boolean compare(
      JsonNode value, String expected, ValueTest test, BiPredicate<String, String> comparison) {
    return Storable.text(expected)
        && (test.ignoreCase()
            ? comparison.test(CaseFolding.fold(value.stringValue()), CaseFolding.fold(expected))
            : comparison.test(value.stringValue(), expected));
  }
}
