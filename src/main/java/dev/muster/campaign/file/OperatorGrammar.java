package dev.muster.campaign.file;

import dev.muster.campaign.Operator;
import dev.muster.campaign.Scalar;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One operator of a test: its key says which, its value what it compares with. */
final class OperatorGrammar {
  private OperatorGrammar() {}

  /** An operator on any value. */
  static Optional<? extends Operator> ofValue(Spot spot) {
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
          DuringGrammar.window(spot).map(Operator.Within::new);
      default -> ofNumber(spot);
    };
  }

  /** An operator on a number only. */
  static Optional<? extends Operator> ofNumber(Spot spot) {
    return switch (spot.name()) {
      case "is" -> number(spot).map(Operator.Is::new);
      case "is_not" -> number(spot).map(Operator.IsNot::new);
      case "in" -> list(spot, OperatorGrammar::number).map(Operator.In::new);
      case "not_in" -> list(spot, OperatorGrammar::number).map(Operator.NotIn::new);
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

  /** A number as a value. */
  static Optional<Scalar> number(Spot spot) {
    return spot.number("a number").map(Scalar.Numeric::new);
  }

  /** Text may be empty here. */
  private static Optional<String> text(Spot spot) {
    return spot.value() instanceof Yaml.Text text ? Optional.of(text.value()) : spot.text("text");
  }

  /** A list of at least one value. */
  static Optional<List<Scalar>> list(Spot spot, Function<Spot, Optional<Scalar>> item) {
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
    return dates ? DuringGrammar.between(spot).map(Operator.Within::new) : betweenNumbers(spot);
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
