package dev.muster.campaign.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.campaign.Condition;
import dev.muster.campaign.ConstantProperty;
import dev.muster.campaign.During;
import dev.muster.campaign.EventFilter;
import dev.muster.campaign.Measure;
import dev.muster.campaign.Moment;
import dev.muster.campaign.Occurrence;
import dev.muster.campaign.Operator;
import dev.muster.campaign.Scalar;
import dev.muster.campaign.ValueTest;
import dev.muster.campaign.Who;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConditionGrammarTest {
  private static final EventFilter A = new EventFilter(List.of("A"), Map.of());
  private static final Condition DID_A =
      new Condition.Did(
          A, new During.Ever(), measured(new Measure.Times(), new Operator.AtLeast(number("1"))));

  @ParameterizedTest
  @MethodSource
  void reads(String written, Condition meant) {
    assertThat(condition(written)).isEqualTo(meant);
  }

  static Stream<Arguments> reads() {
    return Stream.of(
        Arguments.of("everyone: true", new Condition.Everyone()),
        Arguments.of("did: A", DID_A),
        Arguments.of("{ did: [A] }", DID_A),
        Arguments.of("did: A\ntimes: { at_least: 1 }", DID_A),
        Arguments.of("did: A\nfirst_time: false", DID_A),
        Arguments.of(
            "did: [A, 'B, C']",
            did(new EventFilter(List.of("A", "B, C"), Map.of()), new During.Ever())),
        Arguments.of("did: '*'", did(new EventFilter(List.of(), Map.of()), new During.Ever())),
        Arguments.of(
            "did_not: [A, B]\nduring: { month: this }",
            new Condition.DidNot(
                new EventFilter(List.of("A", "B"), Map.of()), new During.ThisMonth())),
        Arguments.of(
            "did: A\nwhere: { a.b: 1, c: x }",
            did(
                new EventFilter(
                    List.of("A"),
                    Map.of(
                        "a.b", test(new Operator.Is(new Scalar.Numeric(number("1")))),
                        "c", test(new Operator.Is(new Scalar.Text("x"))))),
                new During.Ever())),
        Arguments.of("did: A\nwhere: {}", DID_A),
        Arguments.of("all: [{ did: A }]", new Condition.All(List.of(DID_A), null, false)),
        Arguments.of("any: [{ did: A }]", new Condition.Any(List.of(DID_A))),
        Arguments.of("none: [{ did: A }]", new Condition.None(List.of(DID_A))),
        Arguments.of(
            "any: [{ all: [{ none: [{ did: A }] }] }]",
            new Condition.Any(
                List.of(
                    new Condition.All(List.of(new Condition.None(List.of(DID_A))), null, false)))),
        Arguments.of(
            "all: [{ did: A }]\nsame: p",
            new Condition.All(
                List.of(DID_A),
                new ConstantProperty("p", Map.of(), test(new Operator.AtLeast(number("1")))),
                false)),
        Arguments.of(
            "values: 3\nsame: { A: p }\nall: [{ did: A }, { everyone: true }]",
            new Condition.All(
                List.of(DID_A, new Condition.Everyone()),
                new ConstantProperty(
                    null, Map.of("A", "p"), test(new Operator.Is(new Scalar.Numeric(number("3"))))),
                false)),
        Arguments.of(
            "in_order: true\nall: [{ did: A }, { did: A }, { did_not: A }]",
            new Condition.All(
                List.of(DID_A, DID_A, new Condition.DidNot(A, new During.Ever())), null, true)));
  }

  @ParameterizedTest
  @MethodSource
  void readsHowOftenOrHowMuch(String written, Occurrence meant) {
    assertThat(((Condition.Did) condition("did: A\n" + written)).occurrence()).isEqualTo(meant);
  }

  static Stream<Arguments> readsHowOftenOrHowMuch() {
    var five = new Operator.AtLeast(number("5"));
    return Stream.of(
        Arguments.of(
            "times: 3",
            measured(new Measure.Times(), new Operator.Is(new Scalar.Numeric(number("3"))))),
        Arguments.of(
            "times: [1, 2]",
            measured(
                new Measure.Times(),
                new Operator.In(
                    List.of(new Scalar.Numeric(number("1")), new Scalar.Numeric(number("2")))))),
        Arguments.of(
            "times: { between: [1, 2] }",
            measured(new Measure.Times(), new Operator.BetweenNumbers(number("1"), number("2")))),
        Arguments.of(
            "times: { below: 2, including_zero: true }",
            new Occurrence.Measured(
                new Measure.Times(), test(new Operator.Below(number("2"))), true)),
        Arguments.of("sum: { of: p, at_least: 5 }", measured(new Measure.Sum("p"), five)),
        Arguments.of("average: { of: p, at_least: 5 }", measured(new Measure.Average("p"), five)),
        Arguments.of("minimum: { of: p, at_least: 5 }", measured(new Measure.Minimum("p"), five)),
        Arguments.of("maximum: { at_least: 5, of: p }", measured(new Measure.Maximum("p"), five)),
        Arguments.of("distinct: { of: p, at_least: 5 }", measured(new Measure.Distinct("p"), five)),
        Arguments.of("first_time: true", new Occurrence.FirstTime()),
        Arguments.of("last_time: true", new Occurrence.LastTime()));
  }

  @ParameterizedTest
  @MethodSource
  void readsTests(String written, ValueTest meant) {
    var profile = (Condition.Profile) condition("profile: { a: %s }".formatted(written));
    assertThat(profile.tests()).containsExactly(Map.entry("a", meant));
  }

  static Stream<Arguments> readsTests() {
    var pro = new Scalar.Text("pro");
    return Stream.of(
        Arguments.of("pro", test(new Operator.Is(pro))),
        Arguments.of("''", test(new Operator.Is(new Scalar.Text("")))),
        Arguments.of("'1'", test(new Operator.Is(new Scalar.Text("1")))),
        Arguments.of("2026-12-01", test(new Operator.Is(new Scalar.Text("2026-12-01")))),
        Arguments.of("1.0", test(new Operator.Is(new Scalar.Numeric(number("1"))))),
        Arguments.of("0x10", test(new Operator.Is(new Scalar.Numeric(number("16"))))),
        Arguments.of("yes", test(new Operator.Is(new Scalar.Text("yes")))),
        Arguments.of("true", test(new Operator.Is(new Scalar.Bool(true)))),
        Arguments.of(
            "[pro, 1, false]",
            test(
                new Operator.In(
                    List.of(pro, new Scalar.Numeric(number("1")), new Scalar.Bool(false))))),
        Arguments.of("{ is: pro }", test(new Operator.Is(pro))),
        Arguments.of("{ is_not: true }", test(new Operator.IsNot(new Scalar.Bool(true)))),
        Arguments.of("{ in: [pro] }", test(new Operator.In(List.of(pro)))),
        Arguments.of("{ not_in: [pro] }", test(new Operator.NotIn(List.of(pro)))),
        Arguments.of("{ above: 0.1 }", test(new Operator.Above(number("0.1")))),
        Arguments.of("{ at_least: -3 }", test(new Operator.AtLeast(number("-3")))),
        Arguments.of("{ below: 1e3 }", test(new Operator.Below(number("1E+3")))),
        Arguments.of("{ at_most: .5 }", test(new Operator.AtMost(number("0.5")))),
        Arguments.of(
            "{ at_least: 1, at_most: 1 }",
            test(new Operator.AtLeast(number("1")), new Operator.AtMost(number("1")))),
        Arguments.of(
            "{ between: [1, 1] }", test(new Operator.BetweenNumbers(number("1"), number("1")))),
        Arguments.of("{ contains: a }", test(new Operator.Contains("a"))),
        Arguments.of("{ not_contains: '' }", test(new Operator.NotContains(""))),
        Arguments.of("{ starts_with: '1' }", test(new Operator.StartsWith("1"))),
        Arguments.of(
            "{ ends_with: A, ignore_case: true }",
            new ValueTest(List.of(new Operator.EndsWith("A")), true)),
        Arguments.of(
            "{ exists: true, is: pro }", test(new Operator.Exists(true), new Operator.Is(pro))),
        Arguments.of("{ exists: false }", test(new Operator.Exists(false))),
        Arguments.of(
            "{ before: 2026-12-01 }",
            within(new During.Before(new Moment.Day(LocalDate.of(2026, 12, 1))))),
        Arguments.of(
            "{ after: 2026-12-01T09:00 }",
            within(new During.After(new Moment.Local(LocalDateTime.of(2026, 12, 1, 9, 0))))),
        Arguments.of("{ on: 2026-12-01 }", within(new During.On(LocalDate.of(2026, 12, 1)))),
        Arguments.of(
            "{ between: [2026-12-01T10:00:00+01:00, '2026-12-01T09:00:00Z'] }",
            within(
                new During.Between(
                    new Moment.Absolute(Instant.parse("2026-12-01T09:00:00Z")),
                    new Moment.Absolute(Instant.parse("2026-12-01T09:00:00Z"))))),
        Arguments.of("{ last_days: 3 }", within(new During.LastDays(3))),
        Arguments.of("{ next_days: 0 }", within(new During.NextDays(0))),
        Arguments.of("{ days_ago: 3 }", within(new During.DaysAgo(3))));
  }

  @Test
  void keepsNumbersExact() {
    var profile = (Condition.Profile) condition("profile: { a: { above: 0.1000000000000000055 } }");
    assertThat(profile.tests())
        .containsEntry("a", test(new Operator.Above(number("0.1000000000000000055"))));
  }

  @Test
  void readsSegmentsOfSegmentsAndTheirFilesRelativeToThemselves() {
    var files =
        CampaignText.audience("segment: outer")
            .with(
                "segments/outer.yaml",
                """
                segment: outer
                name: Outer
                audience: { any: [{ segment: inner }, { list: ../lists/a.csv }] }
                """)
            .with(
                "segments/inner.yaml",
                """
                segment: inner
                name: Inner
                audience: { sql: ../../sql/x.sql, parameters: { days: 3, on: true, of: "'" } }
                """)
            .with("lists/a.csv", "user_id\nu1\n")
            .with("../sql/x.sql", "select :days, :on, :of from e where at < :as_of");
    var valid = (Reading.Valid) files.read();
    var sql =
        new Condition.Sql(
            "../sql/x.sql",
            "select :days, :on, :of from e where at < :as_of",
            Map.of(
                "days", new Scalar.Numeric(number("3")),
                "on", new Scalar.Bool(true),
                "of", new Scalar.Text("'")));
    assertThat(((Who.PastBehaviour) valid.campaign().who().selection()).audience())
        .isEqualTo(
            new Condition.Segment(
                "outer",
                new Condition.Any(
                    List.of(
                        new Condition.Segment("inner", sql),
                        new Condition.Listed("lists/a.csv")))));
    assertThat(valid.texts().keySet())
        .containsExactly("test.yaml", "segments/outer.yaml", "segments/inner.yaml", "../sql/x.sql");
    assertThat(valid.lists()).containsExactly("lists/a.csv");
  }

  @Test
  void readsAgainWhatWasFrozen() {
    var valid =
        (Reading.Valid)
            CampaignText.audience("sql: 'a b.sql'").with("a b.sql", "\uFEFFselect 1").read();
    var frozen = CampaignText.campaign("");
    valid.texts().forEach(frozen::with);
    assertThat(frozen.valid()).isEqualTo(valid.campaign());
  }

  private static Condition condition(String condition) {
    return ((Who.PastBehaviour) CampaignText.audience(condition).valid().who().selection())
        .audience();
  }

  private static Condition did(EventFilter events, During during) {
    return new Condition.Did(
        events, during, measured(new Measure.Times(), new Operator.AtLeast(number("1"))));
  }

  private static Occurrence measured(Measure measure, Operator operator) {
    return new Occurrence.Measured(measure, test(operator), false);
  }

  private static ValueTest test(Operator... operators) {
    return new ValueTest(List.of(operators), false);
  }

  private static ValueTest within(During window) {
    return test(new Operator.Within(window));
  }

  private static BigDecimal number(String number) {
    return new BigDecimal(number);
  }
}
