package dev.muster.source.postgresql;

import static dev.muster.source.Clause.sql;

import dev.muster.campaign.Operator;
import dev.muster.campaign.Scalar;
import dev.muster.campaign.ValueTest;
import dev.muster.source.CaseFolding;
import dev.muster.source.Clause;
import dev.muster.source.Storable;
import dev.muster.source.TestEvaluation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tests on jsonb values as PostgreSQL's SQL: what {@link TestEvaluation} decides, by the value's
 * type first, so that no cast can fail.
 *
 * @param dates how text that is a date is tested
 */
record PostgresTests(PostgresDates dates) {

  /**
   * A value as jsonb, and its text if it is text.
   *
   * @param place where it is dug out of, or null where it stands by itself
   */
  record Value(Clause json, Clause text, @Nullable Place place) {
    static final Value ITEM = new Value(sql("item.v"), sql("(item.v #>> '{}')"), null);

    static Value of(String column, String name) {
      return Storable.text(name)
          ? new Value(
              sql("(" + column + " -> cast(? as text))", name),
              sql("(" + column + " ->> cast(? as text))", name),
              new Place(sql(column), name))
          : new Value(sql("cast(null as jsonb)"), sql("cast(null as text)"), null);
    }

    static Value ofText(String column) {
      return new Value(sql("to_jsonb(" + column + ")"), sql(column), null);
    }
  }

  /** A name in a document, which may be large, or of a type that is read anew each time. */
  record Place(Clause document, String name) {}

  private enum Type {
    STRING,
    NUMBER,
    BOOLEAN,
    OBJECT,
    ARRAY;

    Clause when(Clause result) {
      return sql("when '" + name().toLowerCase(Locale.ROOT) + "' then ?", result);
    }
  }

  private static final EnumSet<Type> SCALARS = EnumSet.of(Type.STRING, Type.NUMBER, Type.BOOLEAN);

  /** Whether the test holds: true, false or unknown, which counts as false. */
  Clause holds(ValueTest test, Value value) {
    var present = test.operators().stream().filter(o -> !o.equals(new Operator.Exists(false)));
    var absent = test.operators().contains(new Operator.Exists(false));
    var operators = present.toList();
    return Clause.all(
        operators.isEmpty() ? Clause.TRUE : holds(operators, test.ignoreCase(), value),
        absent ? exists(value).isNotTrue() : Clause.TRUE);
  }

  private Clause exists(Value value) {
    return holds(List.of(new Operator.Exists(true)), false, value);
  }

  private Clause holds(List<Operator> operators, boolean ignoreCase, Value value) {
    return PostgresShortcuts.holds(operators, ignoreCase, value.json())
        .or(() -> ValuePath.holds(operators, ignoreCase, value.place()))
        .orElseGet(() -> holdsByType(operators, ignoreCase, value));
  }

  private Clause holdsByType(List<Operator> operators, boolean ignoreCase, Value value) {
    return byType(
        value,
        type ->
            type == Type.ARRAY
                ? listHolds(operators, ignoreCase, value)
                : Clause.all(
                    operators.stream().map(o -> holds(o, type, ignoreCase, value)).toList()));
  }

  private Clause listHolds(List<Operator> operators, boolean ignoreCase, Value list) {
    return Clause.all(
        Stream.concat(
                Stream.of(operators.stream().filter(o -> !TestEvaluation.ofAllItems(o)).toList()),
                operators.stream().filter(TestEvaluation::ofAllItems).map(List::of))
            .filter(together -> !together.isEmpty())
            .map(together ->
                ValuePath.ofList(together, ignoreCase, list.json())
                    .orElseGet(() -> itemsHold(together, ignoreCase, list)))
            .toList());
  }

  /**
   * Whether one item satisfies all operators, or, if it is one of those about all items, all do
   * that are of its type.
   */
  private Clause itemsHold(List<Operator> operators, boolean ignoreCase, Value list) {
    var holds =
        byType(
            Value.ITEM,
            type ->
                Clause.all(
                    operators.stream().map(o -> holds(o, type, ignoreCase, Value.ITEM)).toList()));
    if (holds.equals(Clause.FALSE)) {
      return holds;
    }
    // Of items of another type it is unknown, which neither aggregate minds.
    return sql(
        TestEvaluation.ofAllItems(operators.getFirst())
            ? "(select bool_and(?) from jsonb_array_elements(?) as item(v))"
            : "(select bool_or(?) from jsonb_array_elements(?) as item(v))",
        holds,
        list.json());
  }

  private static Clause byType(Value value, Function<Type, Clause> holds) {
    var cases =
        Stream.of(Type.values())
            .map(type -> new Object[] {type, holds.apply(type)})
            .filter(one -> !one[1].equals(Clause.FALSE))
            .map(one -> ((Type) one[0]).when((Clause) one[1]))
            .toList();
    return cases.isEmpty() ? Clause.FALSE : caseOf(value, cases);
  }

  private static Clause caseOf(Value value, List<Clause> cases) {
    return sql("case jsonb_typeof(?) ? end", value.json(), Clause.join(" ", cases));
  }

  private static EnumSet<Type> typesOf(Operator operator) {
    return switch (operator) {
      case Operator.Is _, Operator.IsNot _, Operator.In _, Operator.NotIn _ -> SCALARS;
      case Operator.Above _,
          Operator.AtLeast _,
          Operator.Below _,
          Operator.AtMost _,
          Operator.BetweenNumbers _ ->
          EnumSet.of(Type.NUMBER);
      case Operator.Contains _,
          Operator.NotContains _,
          Operator.StartsWith _,
          Operator.EndsWith _,
          Operator.Within _ ->
          EnumSet.of(Type.STRING);
      case Operator.Exists _ -> EnumSet.allOf(Type.class);
    };
  }

  /** Whether the operator holds on a value that is known to be of the type. */
  private Clause holds(Operator operator, Type type, boolean ignoreCase, Value value) {
    if (!typesOf(operator).contains(type)) {
      return Clause.FALSE;
    }
    return switch (operator) {
      case Operator.Is is -> isOneOf(List.of(is.value()), type, ignoreCase, value);
      case Operator.IsNot isNot -> not(isOneOf(List.of(isNot.value()), type, ignoreCase, value));
      case Operator.In in -> isOneOf(in.values(), type, ignoreCase, value);
      case Operator.NotIn notIn -> not(isOneOf(notIn.values(), type, ignoreCase, value));
      case Operator.Above above -> sql("? > ?", number(value), above.bound());
      case Operator.AtLeast atLeast -> sql("? >= ?", number(value), atLeast.bound());
      case Operator.Below below -> sql("? < ?", number(value), below.bound());
      case Operator.AtMost atMost -> sql("? <= ?", number(value), atMost.bound());
      case Operator.BetweenNumbers between ->
          sql("? between ? and ?", number(value), between.least(), between.most());
      case Operator.Contains contains -> contains(contains.part(), ignoreCase, value);
      case Operator.NotContains contains -> not(contains(contains.part(), ignoreCase, value));
      case Operator.StartsWith starts ->
          text(
              starts.start(),
              ignoreCase,
              value,
              (text, start) -> sql("starts_with(?, cast(? as text))", text, start));
      case Operator.EndsWith ends ->
          text(
              ends.end(),
              ignoreCase,
              value,
              (text, end) ->
                  sql("right(?, length(cast(? as text))) = cast(? as text)", text, end, end));
      case Operator.Exists _ -> Clause.TRUE;
      case Operator.Within within -> dates.within(within.window(), value.text());
    };
  }

  private static Clause not(Clause clause) {
    return clause.equals(Clause.FALSE) ? Clause.TRUE : sql("not (?)", clause);
  }

  private static Clause number(Value value) {
    return sql("cast(? as numeric)", value.json());
  }

  private static Clause isOneOf(List<Scalar> expected, Type type, boolean ignoreCase, Value value) {
    var texts = new ArrayList<String>();
    var numbers = new ArrayList<String>();
    var bools = new ArrayList<Clause>();
    for (var scalar : expected) {
      switch (scalar) {
        case Scalar.Text text -> {
          if (Storable.text(text.value())) {
            texts.add(ignoreCase ? CaseFolding.fold(text.value()) : text.value());
          }
        }
        case Scalar.Numeric number -> numbers.add(number.value().toString());
        case Scalar.Bool bool -> bools.add(sql("? = ?", value.text(), "" + bool.value()));
      }
    }
    return switch (type) {
      case STRING -> {
        var text = ignoreCase ? folded(value, String.join("", texts)) : value.text();
        yield texts.isEmpty()
            ? Clause.FALSE
            : texts.size() == 1
                ? sql("? = ?", text, texts.getFirst())
                : sql("? = any (cast(? as text[]))", text, texts);
      }
      case NUMBER ->
          numbers.isEmpty()
              ? Clause.FALSE
              : sql("? = any (cast(cast(? as text[]) as numeric[]))", number(value), numbers);
      case BOOLEAN -> Clause.any(bools);
      case OBJECT, ARRAY -> Clause.FALSE;
    };
  }

  private static Clause contains(String part, boolean ignoreCase, Value value) {
    return text(
        part,
        ignoreCase,
        value,
        (text, found) -> sql("strpos(?, cast(? as text)) > 0", text, found));
  }

  private static Clause text(
      String expected, boolean ignoreCase, Value value, BiFunction<Clause, String, Clause> test) {
    if (!Storable.text(expected)) {
      return Clause.FALSE;
    }
    var folded = ignoreCase ? CaseFolding.fold(expected) : expected;
    return test.apply(ignoreCase ? folded(value, folded) : value.text(), folded);
  }

  private static Clause folded(Value value, String onto) {
    var translation = CaseFolding.onto(onto);
    return sql(
        "translate(?, cast(? as text), cast(? as text))",
        value.text(),
        translation.from(),
        translation.to());
  }
}
