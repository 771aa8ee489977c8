package dev.muster.audience;

import static dev.muster.source.Clause.sql;

import dev.muster.audience.Explanation.Finding;
import dev.muster.campaign.Condition;
import dev.muster.campaign.Measure;
import dev.muster.campaign.Occurrence;
import dev.muster.source.Answers;
import dev.muster.source.Clause;
import dev.muster.source.Dialect;
import dev.muster.source.ExactJson;
import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;

/** What one user did, measured as a condition on events that stands by itself measures it. */
record EventFindings(Answers answers, Dialect dialect, AudienceOptions options) {
  private static final JsonNodeFactory JSON = ExactJson.MAPPER.getNodeFactory();

  /**
   * What the condition's events come to.
   *
   * @param latest when the last of them was, or null when there is none
   * @param result of the measure, or the instant as text; or null
   */
  private record Measured(long events, @Nullable String latest, @Nullable Object result) {}

  Explanation did(Condition.Did did, boolean met) throws SQLException {
    var what = "did " + EventWords.events(did.events());
    var during = EventWords.during(did.during());
    var step = DidStep.of(did, dialect, options);
    var found = measure(step.events(), step.columns(), row -> result(did.occurrence(), row));
    var finding =
        switch (did.occurrence()) {
          case Occurrence.Measured measured ->
              measured(measured, found, what, during)
                  .withRemark(
                      found.result() == null ? ": " : "; ",
                      new MeasuredValues(answers, dialect)
                          .said(measured.measure(), step.events(), found.events()));
          case Occurrence.FirstTime _ ->
              instant(found, "first", what + " for the first time" + during);
          case Occurrence.LastTime _ ->
              instant(found, "last", what + " for the last time" + during);
        };
    return Explanation.alone(
        EventWords.did(did),
        met,
        met ? finding : missed(finding, Events.of(did, options), found.events() == 0));
  }

  Explanation didNot(Condition.DidNot didNot, boolean met) throws SQLException {
    var what = EventWords.events(didNot.events());
    var during = EventWords.during(didNot.during());
    var events = Events.of(didNot, options);
    var found = measure(events.are(dialect), sql(""), _ -> null);
    var times = EventWords.counted(found.events(), "time");
    var said =
        found.latest() == null
            ? "never did"
            : "did %s, last at %s".formatted(times, found.latest());
    var finding =
        new Finding(
            said,
            "did %s %s%s, none asked".formatted(what, times, during),
            JSON.numberNode(found.events()));
    return Explanation.alone(
        EventWords.didNot(didNot), met, met ? missed(finding, events, true) : finding);
  }

  /** With what nearly counted. */
  private Finding missed(Finding finding, Events events, boolean none) throws SQLException {
    return finding.withRemark(
        none ? ": " : "; ", new MissedEvents(answers, dialect, options).said(events, none));
  }

  private Measured measure(
      Clause events, Clause columns, Answers.RowReader<@Nullable Object> result)
      throws SQLException {
    return answers.row(
        sql(
            "select count(*) as seen, max(e.occurred_at) as latest?\nfrom events e\nwhere ?",
            columns.text().isEmpty() ? columns : sql(", ?", columns),
            events),
        row -> new Measured(row.getLong("seen"), instant(row, "latest"), result.read(row)));
  }

  private static @Nullable Object result(Occurrence occurrence, ResultSet row) throws SQLException {
    return switch (occurrence) {
      case Occurrence.Measured measured -> result(measured, row);
      case Occurrence.FirstTime _ -> instant(row, "first_at");
      case Occurrence.LastTime _ -> instant(row, "last_at");
    };
  }

  private static @Nullable Object result(Occurrence.Measured measured, ResultSet row)
      throws SQLException {
    if (measured.measure() instanceof Measure.Times) {
      return BigDecimal.valueOf(row.getLong("seen"));
    }
    var result = row.getBigDecimal("result");
    if (result == null || !(measured.measure() instanceof Measure.Average)) {
      return result;
    }
    var times = row.getBigDecimal("times");
    return times == null || times.signum() == 0
        ? null
        : result.divide(times, MathContext.DECIMAL64).stripTrailingZeros();
  }

  /** In UTC; before all that Java knows, in PostgreSQL's word. */
  private static @Nullable String instant(ResultSet row, String column) throws SQLException {
    var time = row.getObject(column, OffsetDateTime.class);
    if (time == null) {
      return null;
    }
    return time.equals(OffsetDateTime.MIN) ? "-infinity" : time.toInstant().toString();
  }

  private static Finding measured(
      Occurrence.Measured measured, Measured found, String what, String during) {
    var wanted = TestWords.wanted(measured.test());
    if (measured.measure() instanceof Measure.Times) {
      return new Finding(
          found.events() == 0 ? "never did" : "did " + EventWords.counted(found.events(), "time"),
          DidStep.isAtLeastOnce(measured.test())
              ? "never " + what + during
              : "%s %s%s, %s asked"
                  .formatted(what, EventWords.counted(found.events(), "time"), during, wanted),
          JSON.numberNode(found.events()));
    }
    var measure = EventWords.measure(measured.measure());
    var in = EventWords.counted(found.events(), "event");
    var said =
        found.events() == 0
            ? "never did"
            : found.result() instanceof BigDecimal number
                ? "%s is %s in %s".formatted(measure, TestWords.number(number), in)
                : "no %s in %s".formatted(measure, in);
    return new Finding(
        said,
        found.events() == 0
            ? "never %s%s, %s %s asked".formatted(what, during, measure, wanted)
            : "%s%s: %s, %s asked".formatted(what, during, said, wanted),
        node(found.result()));
  }

  private static Finding instant(Measured found, String which, String asked) {
    return found.result() == null
        ? new Finding("no such event", "no such event: " + asked, NullNode.getInstance())
        : new Finding(
            "the %s was at %s".formatted(which, found.result()),
            "%s asked, the %s was at %s".formatted(asked, which, found.result()),
            node(found.result()));
  }

  private static JsonNode node(@Nullable Object value) {
    return value == null
        ? NullNode.getInstance()
        : value instanceof BigDecimal number
            ? JSON.numberNode(number)
            : JSON.stringNode(value.toString());
  }
}
