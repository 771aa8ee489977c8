package dev.muster.audience;

import static dev.muster.source.Clause.sql;

import dev.muster.campaign.Condition;
import dev.muster.campaign.Measure;
import dev.muster.campaign.Occurrence;
import dev.muster.campaign.Operator;
import dev.muster.campaign.ValueTest;
import dev.muster.source.Clause;
import dev.muster.source.Dialect;
import dev.muster.source.TestEvaluation;
import java.math.BigDecimal;
import java.util.List;
import tools.jackson.databind.node.IntNode;

/**
 * A {@code did} that stands by itself.
 *
 * @param events the rows that count
 * @param columns aggregates over each user's rows; empty when one row is enough
 * @param holds what is asked of the aggregates
 * @param negated whether it holds for the users who are <em>not</em> found: those without an event
 *     satisfy it, too
 */
record DidStep(Clause events, Clause columns, Clause holds, boolean negated) {

  static DidStep of(Condition.Did did, Dialect dialect, AudienceOptions options) {
    var events = Events.of(did, options).are(dialect);
    return switch (did.occurrence()) {
      case Occurrence.Measured measured -> measured(measured, events, dialect, options);
      case Occurrence.FirstTime _ ->
          new DidStep(
              events,
              sql("min(e.occurred_at) as first_at"),
              Events.found(sql("first_at"), did.during(), options),
              false);
      case Occurrence.LastTime _ ->
          new DidStep(
              events,
              sql("max(e.occurred_at) as last_at"),
              Events.found(sql("last_at"), did.during(), options),
              false);
    };
  }

  private static DidStep measured(
      Occurrence.Measured measured, Clause events, Dialect dialect, AudienceOptions options) {
    if (measured.measure() instanceof Measure.Times && isAtLeastOnce(measured.test())) {
      return new DidStep(events, sql(""), Clause.TRUE, false);
    }
    var result = MeasureTest.of(measured.measure(), measured(measured.measure(), dialect), dialect);
    var holds = result.holds(measured.test());
    var zero =
        new TestEvaluation(options.asOf(), options.accountZone())
            .holds(measured.test(), IntNode.valueOf(0));
    return measured.includingZero() && zero
        ? new DidStep(
            events, result.columns(), Clause.all(result.isThere(), holds.isNotTrue()), true)
        : new DidStep(events, result.columns(), holds, false);
  }

  /** What a measure looks at in an event. */
  static Clause measured(Measure measure, Dialect dialect) {
    return switch (measure) {
      case Measure.Times _ -> Clause.TRUE;
      case Measure.Sum sum -> dialect.number("e.properties", sum.property());
      case Measure.Average average -> dialect.number("e.properties", average.property());
      case Measure.Minimum minimum -> dialect.number("e.properties", minimum.property());
      case Measure.Maximum maximum -> dialect.number("e.properties", maximum.property());
      case Measure.Distinct distinct -> dialect.scalar("e.properties", distinct.property());
    };
  }

  static boolean isAtLeastOnce(ValueTest test) {
    return test.operators().equals(List.of(new Operator.AtLeast(BigDecimal.ONE)));
  }
}
