package dev.muster.campaign;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Tests on values: a scalar, a list, or a map of operators. */
final class TestGrammar {
  /** Operators that every number understands: those of measures. */
  static final List<String> OF_NUMBERS =
      List.of("is", "is_not", "in", "not_in", "above", "at_least", "below", "at_most", "between");

  private static final List<String> OF_VALUES =
      Stream.concat(
              OF_NUMBERS.stream(),
              Stream.of(
                  "contains",
                  "not_contains",
                  "starts_with",
                  "ends_with",
                  "exists",
                  "before",
                  "after",
                  "on",
                  "last_days",
                  "next_days",
                  "days_ago",
                  "ignore_case"))
          .toList();

  private static final ValueTest PLACEHOLDER =
      new ValueTest(List.of(new Operator.Exists(true)), false);

  private TestGrammar() {}

  /** Tests by the name of what is tested. */
  static Map<String, ValueTest> byName(Spot tests) {
    var byName = new LinkedHashMap<String, ValueTest>();
    for (var entry : tests.named("a map of names and tests")) {
      byName.putIfAbsent(entry.getKey(), ofValue(entry.getValue()));
    }
    return byName;
  }

  /** A test on an attribute or property. */
  static ValueTest ofValue(Spot spot) {
    return switch (spot.value()) {
      case Yaml.Mapping mapping ->
          operators(Fields.of(spot, mapping, OF_VALUES, OF_VALUES), TestGrammar::operator);
      case Yaml.Sequence sequence -> test(list(spot, Spot::scalar).map(Operator.In::new));
      case Yaml.Nothing nothing -> nothing(spot);
      case Yaml.Text text -> test(spot.scalar().map(Operator.Is::new));
      case Yaml.Numeral numeral -> test(spot.scalar().map(Operator.Is::new));
      case Yaml.Bool bool -> test(spot.scalar().map(Operator.Is::new));
      case Yaml.Unusable unusable -> PLACEHOLDER;
    };
  }

  /**
   * A test on a count or sum.
   *
   * @param beside keys that may stand in the map beside the operators
   */
  static ValueTest ofNumber(Spot spot, List<String> beside) {
    if (spot.value() instanceof Yaml.Mapping mapping) {
      var known = Stream.concat(OF_NUMBERS.stream(), beside.stream()).toList();
      return operators(Fields.of(spot, mapping, known, known), TestGrammar::numberOperator);
    }
    if (spot.value() instanceof Yaml.Sequence) {
      return test(list(spot, TestGrammar::number).map(Operator.In::new));
    }
    return test(number(spot).map(Operator.Is::new));
  }

  private static ValueTest nothing(Spot spot) {
    spot.expected("a test", "; { exists: false } asks for an absent value");
    return PLACEHOLDER;
  }

  private static ValueTest test(Optional<? extends Operator> operator) {
    return operator.map(o -> new ValueTest(List.of(o), false)).orElse(PLACEHOLDER);
  }

  private static ValueTest operators(
      Fields fields, Function<Spot, Optional<? extends Operator>> reading) {
    var operators = new ArrayList<Operator>();
    var present = fields.present(OF_VALUES);
    for (var spot : present) {
      if (!spot.name().equals("ignore_case")) {
        reading.apply(spot).ifPresent(operators::add);
      }
    }
    if (present.stream().allMatch(spot -> spot.name().equals("ignore_case"))) {
      fields.noneOf("an operator such as at_least");
    }
    var ignoreCase = fields.find("ignore_case").flatMap(Spot::bool).orElse(false);
    Impossible.refuse(fields);
    return operators.isEmpty() ? PLACEHOLDER : new ValueTest(operators, ignoreCase);
  }

  private static Optional<? extends Operator> operator(Spot spot) {
    return switch (spot.name()) {
      case "is" -> spot.scalar().map(Operator.Is::new);
      case "is_not" -> spot.scalar().map(Operator.IsNot::new);
      case "in" -> list(spot, Spot::scalar).map(Operator.In::new);
      case "not_in" -> list(spot, Spot::scalar).map(Operator.NotIn::new);
      case "between" -> between(spot);
      case "contains" -> text(spot).map(Operator.Contains::new);
      case "not_contains" -> text(spot).map(Operator.NotContains::new);
      case "starts_with" -> text(spot).map(Operator.StartsWith::new);
      case "ends_with" -> text(spot).map(Operator.EndsWith::new);
      case "exists" -> spot.bool().map(Operator.Exists::new);
      case "before", "after", "on", "last_days", "next_days", "days_ago" ->
          WindowGrammar.window(spot).map(Operator.Within::new);
      default -> numberOperator(spot);
    };
  }

  private static Optional<? extends Operator> numberOperator(Spot spot) {
    return switch (spot.name()) {
      case "is" -> number(spot).map(Operator.Is::new);
      case "is_not" -> number(spot).map(Operator.IsNot::new);
      case "in" -> list(spot, TestGrammar::number).map(Operator.In::new);
      case "not_in" -> list(spot, TestGrammar::number).map(Operator.NotIn::new);
      case "above" -> bound(spot).map(Operator.Above::new);
      case "at_least" -> bound(spot).map(Operator.AtLeast::new);
      case "below" -> bound(spot).map(Operator.Below::new);
      case "at_most" -> bound(spot).map(Operator.AtMost::new);
      case "between" -> betweenNumbers(spot);
      default -> Optional.empty();
    };
  }

  private static Optional<BigDecimal> bound(Spot spot) {
    return spot.number("a number");
  }

  private static Optional<Scalar> number(Spot spot) {
    return spot.number("a number").map(Scalar.Numeric::new);
  }

  /** Text may be empty here. */
  private static Optional<String> text(Spot spot) {
    return spot.value() instanceof Yaml.Text text ? Optional.of(text.value()) : spot.text("text");
  }

  private static Optional<List<Scalar>> list(Spot spot, Function<Spot, Optional<Scalar>> item) {
    var items = spot.someOf("a list of at least one value");
    var values = items.stream().map(item).flatMap(Optional::stream).toList();
    return items.isEmpty() || values.size() < items.size() ? Optional.empty() : Optional.of(values);
  }

  private static Optional<? extends Operator> between(Spot spot) {
    var items = spot.value() instanceof Yaml.Sequence ? spot.items() : List.<Spot>of();
    var numbers = items.stream().filter(i -> i.value() instanceof Yaml.Numeral).count();
    if (items.size() == 2 && numbers == 1) {
      spot.fault("expected two numbers or two dates, found one of each kind or something else");
      return Optional.empty();
    }
    var dates = items.size() == 2 && items.stream().allMatch(i -> i.value() instanceof Yaml.Text);
    return dates ? WindowGrammar.between(spot).map(Operator.Within::new) : betweenNumbers(spot);
  }

  private static Optional<? extends Operator> betweenNumbers(Spot spot) {
    var ends = spot.list("a range such as [1, 10]");
    if (ends.size() != 2) {
      Ranges.notTwo(spot, ends);
      return Optional.empty();
    }
    var least = bound(ends.getFirst());
    var most = bound(ends.getLast());
    if (least.isEmpty() || most.isEmpty()) {
      return Optional.empty();
    }
    if (least.get().compareTo(most.get()) > 0) {
      Ranges.reversed(spot, least.get(), most.get());
      return Optional.empty();
    }
    return Optional.of(new Operator.BetweenNumbers(least.get(), most.get()));
  }
}
