package dev.muster.campaign.file;

import dev.muster.campaign.Operator;
import dev.muster.campaign.ValueTest;
import dev.muster.campaign.WhiteSpace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
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

  private static final Pattern FORMULA =
      Pattern.compile("([<>=!≤≥]{0,3})\\s*([0-9]+(?:\\.[0-9]+)?)\\s*(\\+|or more)?");

  private static final ValueTest PLACEHOLDER =
      new ValueTest(List.of(new Operator.Exists(true)), false);

  private TestGrammar() {}

  /** Tests by the name of what is tested. */
  static Map<String, ValueTest> byName(Spot tests) {
    var byName = new LinkedHashMap<String, ValueTest>();
    for (var entry : tests.named("a map of names and tests")) {
      if (WhiteSpace.only(entry.getKey())) {
        entry.getValue().faultAtKey("expected a name, found nothing but white space");
      }
      byName.putIfAbsent(entry.getKey(), ofValue(entry.getValue()));
    }
    return byName;
  }

  /** A test on an attribute or property. */
  static ValueTest ofValue(Spot spot) {
    return switch (spot.value()) {
      case Yaml.Mapping mapping ->
          operators(Fields.of(spot, mapping, OF_VALUES, OF_VALUES), OperatorGrammar::ofValue);
      case Yaml.Sequence sequence ->
          test(OperatorGrammar.list(spot, Spot::scalar).map(Operator.In::new));
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
      return operators(Fields.of(spot, mapping, known, known), OperatorGrammar::ofNumber);
    }
    if (spot.value() instanceof Yaml.Sequence) {
      return test(OperatorGrammar.list(spot, OperatorGrammar::number).map(Operator.In::new));
    }
    var comparison = comparison(spot.value());
    if (comparison.isPresent()) {
      spot.expected("a number, or a map of operators", "; write " + comparison.get());
      return PLACEHOLDER;
    }
    return test(OperatorGrammar.number(spot).map(Operator.Is::new));
  }

  /** What is written as in a formula, as it is to be written. */
  private static Optional<String> comparison(Yaml value) {
    if (!(value instanceof Yaml.Text text)) {
      return Optional.empty();
    }
    var formula = FORMULA.matcher(text.value().strip());
    if (!formula.matches()) {
      return Optional.empty();
    }
    var operator = formula.group(3) == null ? formula.group(1) : "at_least";
    return Synonyms.of(operator, OF_NUMBERS)
        .map(word -> "{ %s: %s }".formatted(word, formula.group(2)));
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
}
