package dev.muster.source.postgresql;

import static dev.muster.source.Clause.sql;

import dev.muster.campaign.Operator;
import dev.muster.campaign.Scalar;
import dev.muster.source.Clause;
import dev.muster.source.ExactJson;
import dev.muster.source.Storable;
import dev.muster.source.TestEvaluation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Operators as an SQL/JSON path, with what they compare to as the path's variables. A path digs a
 * value out of its document once, whatever is asked of it. Not all can be said so; but a query with
 * a subquery per row instead is one that PostgreSQL does not work on in parallel.
 */
final class ValuePath {
  private static final String SCALAR =
      "(@.type() == \"string\" || @.type() == \"number\" || @.type() == \"boolean\")";

  private static final int MANY = 8;

  private final ObjectNode variables = ExactJson.MAPPER.createObjectNode();

  private ValuePath() {}

  /**
   * Whether the value satisfies all the operators, or, of a list, one item those of them that are
   * about one, and all items, of which there is one, each of the others; unknown counts as false.
   * Empty when no path says so, or when it says it in more words than others have.
   *
   * @param place null where there is nothing to be dug out
   */
  static Optional<Clause> holds(
      List<Operator> operators, boolean ignoreCase, PostgresTests.@Nullable Place place) {
    return place == null
            || cannotBeSaid(operators, ignoreCase)
            || isExistsAlone(operators)
            || operators.stream().anyMatch(ValuePath::hasMany)
        ? Optional.empty()
        : new ValuePath().holds(operators, place);
  }

  /**
   * The value if it is of one of the types, else null.
   *
   * @param place null for what cannot be there
   * @param types as jsonb names them
   */
  static Clause value(PostgresTests.@Nullable Place place, List<String> types) {
    if (place == null) {
      return sql("cast(null as jsonb)");
    }
    var isOfOne =
        types.stream()
            .map(type -> "@.type() == \"" + type + "\"")
            .collect(Collectors.joining(" || "));
    return sql(
        "jsonb_path_query_first(?, cast(? as jsonpath), cast('{}' as jsonb), true)",
        place.document(),
        dug(place.name(), isOfOne));
  }

  private Optional<Clause> holds(List<Operator> operators, PostgresTests.Place place) {
    var ofScalar = new ArrayList<String>();
    var ofItems = new ArrayList<String>();
    var aboutOne = operators.stream().filter(o -> !TestEvaluation.ofAllItems(o)).toList();
    if (!aboutOne.isEmpty()) {
      var one = all(aboutOne);
      if (one.isEmpty()) {
        return Optional.empty();
      }
      ofScalar.add(one.get());
      ofItems.add("exists(@[*] ? (" + one.get() + "))");
    }
    var aboutAll = operators.stream().filter(TestEvaluation::ofAllItems).toList();
    if (!aboutAll.isEmpty()) {
      ofScalar.add(SCALAR);
      ofItems.add("exists(@[*] ? (" + SCALAR + "))");
    }
    for (var operator : aboutAll) {
      var opposite = opposite(operator);
      if (opposite.isEmpty()) {
        return Optional.empty();
      }
      ofScalar.add("!(" + opposite.get() + ")");
      ofItems.add("!exists(@[*] ? (" + opposite.get() + "))");
    }
    return Optional.of(
        sql(
            "jsonb_path_exists(?, cast(? as jsonpath), cast(? as jsonb), true)",
            place.document(),
            dug(
                place.name(),
                "(@.type() != \"array\" && %s) || (@.type() == \"array\" && %s)"
                    .formatted(String.join(" && ", ofScalar), String.join(" && ", ofItems))),
            ExactJson.MAPPER.writeValueAsString(variables)));
  }

  private static String dug(String name, String predicate) {
    return "strict $." + ExactJson.MAPPER.writeValueAsString(name) + " ? (" + predicate + ")";
  }

  /** That says no more than the value's type, of which there is a function. */
  private static boolean isExistsAlone(List<Operator> operators) {
    return operators.stream().allMatch(Operator.Exists.class::isInstance);
  }

  /** A path compares with one after the other; PostgreSQL hashes the array of {@code = any}. */
  private static boolean hasMany(Operator operator) {
    return (operator instanceof Operator.In(var values) && values.size() > MANY)
        || (operator instanceof Operator.NotIn(var unwanted) && unwanted.size() > MANY);
  }

  private static boolean cannotBeSaid(List<Operator> operators, boolean ignoreCase) {
    return ignoreCase && operators.stream().anyMatch(ValuePath::isAboutText);
  }

  /**
   * Whether one item satisfies all the operators, or, if it is one of those about all items, all do
   * that are of its type and there is one; empty when no path says so.
   */
  static Optional<Clause> ofList(List<Operator> operators, boolean ignoreCase, Clause list) {
    if (cannotBeSaid(operators, ignoreCase)) {
      return Optional.empty();
    }
    return operators.size() == 1 && TestEvaluation.ofAllItems(operators.getFirst())
        ? new ValuePath().noneHolds(operators.getFirst(), list)
        : new ValuePath().oneHolds(operators, list);
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
    return all(operators).map(predicate -> exists(list, predicate));
  }

  private Optional<Clause> noneHolds(Operator operator, Clause list) {
    var opposite = opposite(operator);
    return opposite.map(some -> Clause.all(exists(list, SCALAR), sql("not ?", exists(list, some))));
  }

  /** Empty when no path says so. */
  private Optional<String> all(List<Operator> operators) {
    var predicates = new ArrayList<String>();
    for (var operator : operators) {
      var predicate = predicate(operator);
      if (predicate.isEmpty()) {
        return Optional.empty();
      }
      predicates.add("(" + predicate.get() + ")");
    }
    return Optional.of(String.join(" && ", predicates));
  }

  /** What no item may be; empty when no path says so. */
  private Optional<String> opposite(Operator operator) {
    return switch (operator) {
      case Operator.IsNot isNot -> Optional.of(isOneOf(List.of(isNot.value())));
      case Operator.NotIn notIn -> Optional.of(isOneOf(notIn.values()));
      case Operator.NotContains _,
          Operator.Is _,
          Operator.In _,
          Operator.Above _,
          Operator.AtLeast _,
          Operator.Below _,
          Operator.AtMost _,
          Operator.BetweenNumbers _,
          Operator.Contains _,
          Operator.StartsWith _,
          Operator.EndsWith _,
          Operator.Exists _,
          Operator.Within _ ->
          Optional.empty();
    };
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
