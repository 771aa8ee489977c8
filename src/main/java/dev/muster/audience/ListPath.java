package dev.muster.audience;

import static dev.muster.audience.Clause.sql;

import dev.muster.campaign.Operator;
import dev.muster.campaign.Scalar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Operators on the items of a list as an SQL/JSON path, with what they compare to as the path's
 * variables. Not all can be said so; but a query with a subquery per row instead is one that
 * PostgreSQL does not work on in parallel.
 */
final class ListPath {
  private static final String SCALAR =
      "(@.type() == \"string\" || @.type() == \"number\" || @.type() == \"boolean\")";

  private final ObjectNode variables = ExactJson.MAPPER.createObjectNode();

  private ListPath() {}

  /**
   * Whether one item satisfies all the operators, or, if it is one of those about all items, all do
   * that are of its type and there is one; empty when no path says so.
   */
  static Optional<Clause> holds(List<Operator> operators, boolean ignoreCase, Clause list) {
    if (ignoreCase && operators.stream().anyMatch(ListPath::isAboutText)) {
      return Optional.empty();
    }
    return operators.size() == 1 && TestEvaluation.ofAllItems(operators.getFirst())
        ? new ListPath().noneHolds(operators.getFirst(), list)
        : new ListPath().oneHolds(operators, list);
  }

  private static boolean isAboutText(Operator operator) {
    return switch (operator) {
      case Operator.Is is -> is.value() instanceof Scalar.Text;
      case Operator.IsNot isNot -> isNot.value() instanceof Scalar.Text;
      case Operator.In in -> in.values().stream().anyMatch(Scalar.Text.class::isInstance);
      case Operator.NotIn notIn -> notIn.values().stream().anyMatch(Scalar.Text.class::isInstance);
      case Operator.StartsWith _ -> true;
      // The others are about something else, or there is no path for them.
      case Operator.Above _,
          Operator.AtLeast _,
          Operator.Below _,
          Operator.AtMost _,
          Operator.BetweenNumbers _,
          Operator.Contains _,
          Operator.NotContains _,
          Operator.EndsWith _,
          Operator.Exists _,
          Operator.Within _ ->
          false;
    };
  }

  private Optional<Clause> oneHolds(List<Operator> operators, Clause list) {
    var predicates = new ArrayList<String>();
    for (var operator : operators) {
      var predicate = predicate(operator);
      if (predicate.isEmpty()) {
        return Optional.empty();
      }
      predicates.add("(" + predicate.get() + ")");
    }
    return Optional.of(exists(list, String.join(" && ", predicates)));
  }

  private Optional<Clause> noneHolds(Operator operator, Clause list) {
    var opposite =
        switch (operator) {
          case Operator.IsNot isNot -> isOneOf(List.of(isNot.value()));
          case Operator.NotIn notIn -> isOneOf(notIn.values());
          default -> "";
        };
    return opposite.isEmpty()
        ? Optional.empty()
        : Optional.of(Clause.all(exists(list, SCALAR), sql("not ?", exists(list, opposite))));
  }

  private Optional<String> predicate(Operator operator) {
    return switch (operator) {
      case Operator.Is is -> Optional.of(isOneOf(List.of(is.value())));
      case Operator.In in -> Optional.of(isOneOf(in.values()));
      case Operator.Above above -> Optional.of(compare(">", above.bound()));
      case Operator.AtLeast atLeast -> Optional.of(compare(">=", atLeast.bound()));
      case Operator.Below below -> Optional.of(compare("<", below.bound()));
      case Operator.AtMost atMost -> Optional.of(compare("<=", atMost.bound()));
      case Operator.BetweenNumbers between ->
          Optional.of(compare(">=", between.least()) + " && " + compare("<=", between.most()));
      case Operator.StartsWith starts when Storable.text(starts.start()) -> {
        var name = nextName();
        variables.put(name, starts.start());
        yield Optional.of("@ starts with $" + name);
      }
      case Operator.Exists _ -> Optional.of("@.type() != \"null\"");
      case Operator.StartsWith _,
          Operator.IsNot _,
          Operator.NotIn _,
          Operator.Contains _,
          Operator.NotContains _,
          Operator.EndsWith _,
          Operator.Within _ ->
          Optional.empty();
    };
  }

  private String compare(String operator, BigDecimal bound) {
    var name = nextName();
    variables.put(name, bound);
    return "@ " + operator + " $" + name;
  }

  /** By type, because in a strict path the first comparison of two types is the last. */
  private String isOneOf(List<Scalar> values) {
    var texts = ExactJson.MAPPER.createArrayNode();
    var numbers = ExactJson.MAPPER.createArrayNode();
    var bools = ExactJson.MAPPER.createArrayNode();
    for (var value : values) {
      switch (value) {
        case Scalar.Text text -> {
          if (Storable.text(text.value())) {
            texts.add(text.value());
          }
        }
        case Scalar.Numeric number -> numbers.add(number.value());
        case Scalar.Bool bool -> bools.add(bool.value());
      }
    }
    return String.join(
        " || ", isOneOf("string", texts), isOneOf("number", numbers), isOneOf("boolean", bools));
  }

  private String isOneOf(String type, ArrayNode values) {
    var name = nextName();
    variables.set(name, values);
    return "@.type() == \"" + type + "\" && @ == $" + name + "[*]";
  }

  private String nextName() {
    return "v" + variables.size();
  }

  private Clause exists(Clause list, String predicate) {
    return sql(
        // What is no list has no items: that is no error here.
        "coalesce(jsonb_path_exists(?, cast(? as jsonpath), cast(? as jsonb), true), false)",
        list,
        "strict $[*] ? (" + predicate + ")",
        ExactJson.MAPPER.writeValueAsString(variables));
  }
}
