package dev.muster.audience;

import static dev.muster.source.Clause.sql;

import dev.muster.campaign.Measure;
import dev.muster.campaign.Operator;
import dev.muster.campaign.Scalar;
import dev.muster.campaign.ValueTest;
import dev.muster.source.Clause;
import dev.muster.source.Dialect;
import dev.muster.source.Numbers;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A measure over groups of events, as aggregates and what is then asked of their results. The
 * aggregates are columns first, because H2 2.5 loses count of them where a {@code having} has many.
 *
 * @param columns the aggregates
 * @param result what is tested: null when there is no result
 * @param times what the numbers that it is compared with are multiplied by, or null: an average is
 *     a sum until then, so that nothing is rounded
 */
record MeasureTest(Clause columns, Clause result, @Nullable Clause times, Dialect dialect) {

  /**
   * The measure over all events of a group, of which there is at least one.
   *
   * @param value the event's number, or, to count different ones, its scalar
   */
  static MeasureTest of(Measure measure, Clause value, Dialect dialect) {
    return of(measure, value, sql(""), sql("count(*)"), "", dialect);
  }

  /**
   * The measure over the events of a group that pass a filter.
   *
   * @param value the event's number, or, to count different ones, its scalar
   * @param filter {@code filter (where …)}
   * @param suffix makes the columns' names differ from other measures'
   */
  static MeasureTest of(
      Measure measure, Clause value, Clause filter, String suffix, Dialect dialect) {
    return of(measure, value, filter, sql("nullif(count(*) ?, 0)", filter), suffix, dialect);
  }

  private static MeasureTest of(
      Measure measure, Clause value, Clause filter, Clause count, String suffix, Dialect dialect) {
    var aggregate =
        switch (measure) {
          case Measure.Times _ -> count;
          case Measure.Sum _ -> sql("sum(?) ?", value, filter);
          case Measure.Average _ -> sql("sum(coalesce(?, 0)) ?", value, filter);
          case Measure.Minimum _ -> sql("min(?) ?", value, filter);
          case Measure.Maximum _ -> sql("max(?) ?", value, filter);
          case Measure.Distinct _ -> sql("nullif(count(distinct ?) ?, 0)", value, filter);
        };
    var result = sql("result" + suffix);
    var times = sql("times" + suffix);
    return measure instanceof Measure.Average
        ? new MeasureTest(
            sql("? as ?, ? as ?", aggregate, result, count, times), result, times, dialect)
        : new MeasureTest(sql("? as ?", aggregate, result), result, null, dialect);
  }

  /** The same, with 0 where there is no result. */
  MeasureTest orZero() {
    return new MeasureTest(columns, sql("coalesce(?, 0)", result), times, dialect);
  }

  Clause isThere() {
    return sql("? is not null", result);
  }

  /** Whether the test holds; false or unknown where there is no result. */
  Clause holds(ValueTest test) {
    return Clause.all(test.operators().stream().map(this::holds).toList());
  }

  private Clause holds(Operator operator) {
    return switch (operator) {
      case Operator.Is is -> isOneOf(List.of(is.value()));
      case Operator.IsNot isNot -> isNoneOf(List.of(isNot.value()));
      case Operator.In in -> isOneOf(in.values());
      case Operator.NotIn notIn -> isNoneOf(notIn.values());
      case Operator.Above above -> compare(">", above.bound());
      case Operator.AtLeast atLeast -> compare(">=", atLeast.bound());
      case Operator.Below below -> compare("<", below.bound());
      case Operator.AtMost atMost -> compare("<=", atMost.bound());
      case Operator.BetweenNumbers between ->
          Clause.all(compare(">=", between.least()), compare("<=", between.most()));
      case Operator.Exists exists -> exists.expected() ? isThere() : Clause.FALSE;
      // A measure is a number, so the operators of other types find nothing.
      case Operator.Contains _,
          Operator.NotContains _,
          Operator.StartsWith _,
          Operator.EndsWith _,
          Operator.Within _ ->
          Clause.FALSE;
    };
  }

  private Clause compare(String operator, BigDecimal bound) {
    return times == null
        ? sql("? " + operator + " ?", result, Numbers.shortest(bound))
        : sql("? " + operator + " ?", result, dialect.times(bound, times));
  }

  private Clause isOneOf(List<Scalar> values) {
    return Clause.any(
        values.stream()
            .filter(Scalar.Numeric.class::isInstance)
            .map(value -> compare("=", ((Scalar.Numeric) value).value()))
            .toList());
  }

  private Clause isNoneOf(List<Scalar> values) {
    return Clause.all(isThere(), isOneOf(values).isNotTrue());
  }
}
