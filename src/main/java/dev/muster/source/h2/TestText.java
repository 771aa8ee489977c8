package dev.muster.source.h2;

import dev.muster.campaign.During;
import dev.muster.campaign.Interval;
import dev.muster.campaign.Moment;
import dev.muster.campaign.Operator;
import dev.muster.campaign.Scalar;
import dev.muster.campaign.ValueTest;
import dev.muster.source.ExactJson;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tests by attribute or property as one text, in which they reach {@link H2Functions} as a
 * parameter: {@code {"zone": …, "tests": {name: [ignore case, [operator, argument…]…]}}}. Windows
 * are written as the stretch of time that they mean.
 */
record TestText(Instant asOf, ZoneId zone, Map<String, ValueTest> tests) {

  String written() {
    var root = ExactJson.MAPPER.createObjectNode();
    root.put("as_of", asOf.toString()).put("zone", zone.getId());
    var byName = root.putObject("tests");
    tests.forEach((name, test) -> {
      var written = byName.putArray(name).add(test.ignoreCase());
      test.operators().forEach(operator -> write(operator, written.addArray()));
    });
    // Escaped, because half a surrogate pair would not get through to the database.
    return ExactJson.MAPPER
        .writer()
        .with(JsonWriteFeature.ESCAPE_NON_ASCII)
        .writeValueAsString(root);
  }

  static TestText read(String text) {
    var root = ExactJson.MAPPER.readTree(text);
    var tests = new LinkedHashMap<String, ValueTest>();
    for (var entry : ((ObjectNode) root.required("tests")).properties()) {
      var parts = StreamSupport.stream(entry.getValue().spliterator(), false).toList();
      var operators = parts.stream().skip(1).map(TestText::operator).toList();
      tests.put(entry.getKey(), new ValueTest(operators, parts.getFirst().booleanValue()));
    }
    return new TestText(
        Instant.parse(root.required("as_of").stringValue()),
        ZoneId.of(root.required("zone").stringValue()),
        tests);
  }

  private void write(Operator operator, ArrayNode to) {
    switch (operator) {
      case Operator.Is is -> write(List.of(is.value()), to.add("is"));
      case Operator.IsNot isNot -> write(List.of(isNot.value()), to.add("is_not"));
      case Operator.In in -> write(in.values(), to.add("in"));
      case Operator.NotIn notIn -> write(notIn.values(), to.add("not_in"));
      case Operator.Above above -> to.add("above").add(above.bound());
      case Operator.AtLeast atLeast -> to.add("at_least").add(atLeast.bound());
      case Operator.Below below -> to.add("below").add(below.bound());
      case Operator.AtMost atMost -> to.add("at_most").add(atMost.bound());
      case Operator.BetweenNumbers between ->
          to.add("between").add(between.least()).add(between.most());
      case Operator.Contains contains -> to.add("contains").add(contains.part());
      case Operator.NotContains contains -> to.add("not_contains").add(contains.part());
      case Operator.StartsWith starts -> to.add("starts_with").add(starts.start());
      case Operator.EndsWith ends -> to.add("ends_with").add(ends.end());
      case Operator.Exists exists -> to.add("exists").add(exists.expected());
      case Operator.Within within -> {
        var span = within.window().around(asOf, zone);
        to.add("within").add(text(span.from())).add(text(span.to()));
      }
    }
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }

  private static void write(List<Scalar> values, ArrayNode to) {
    for (var value : values) {
      switch (value) {
        case Scalar.Text text -> to.add(text.value());
        case Scalar.Numeric numeric -> to.add(numeric.value());
        case Scalar.Bool bool -> to.add(bool.value());
      }
    }
  }

  private static Operator operator(JsonNode written) {
    var name = written.get(0).stringValue();
    var first = written.get(1);
    return switch (name) {
      case "is" -> new Operator.Is(scalar(first));
      case "is_not" -> new Operator.IsNot(scalar(first));
      case "in" -> new Operator.In(scalars(written));
      case "not_in" -> new Operator.NotIn(scalars(written));
      case "above" -> new Operator.Above(first.decimalValue());
      case "at_least" -> new Operator.AtLeast(first.decimalValue());
      case "below" -> new Operator.Below(first.decimalValue());
      case "at_most" -> new Operator.AtMost(first.decimalValue());
      case "between" ->
          new Operator.BetweenNumbers(first.decimalValue(), written.get(2).decimalValue());
      case "contains" -> new Operator.Contains(first.stringValue());
      case "not_contains" -> new Operator.NotContains(first.stringValue());
      case "starts_with" -> new Operator.StartsWith(first.stringValue());
      case "ends_with" -> new Operator.EndsWith(first.stringValue());
      case "exists" -> new Operator.Exists(first.booleanValue());
      case "within" ->
          new Operator.Within(window(new Interval(instant(first), instant(written.get(2)))));
      default -> throw new IllegalArgumentException("an operator that is not known: " + name);
    };
  }

  private static List<Scalar> scalars(JsonNode written) {
    return StreamSupport.stream(written.spliterator(), false)
        .skip(1)
        .map(TestText::scalar)
        .toList();
  }

  private static Scalar scalar(JsonNode value) {
    return value.isString()
        ? new Scalar.Text(value.stringValue())
        : value.isNumber()
            ? new Scalar.Numeric(value.decimalValue())
            : new Scalar.Bool(value.booleanValue());
  }

  private static @Nullable Instant instant(JsonNode value) {
    return value.isNull() ? null : Instant.parse(value.stringValue());
  }

  /** A window that is the stretch of time, whatever the as-of instant. */
  private static During window(Interval span) {
    var from = span.from();
    var to = span.to();
    if (from == null) {
      return to == null ? new During.Ever() : new During.Before(new Moment.Absolute(to));
    }
    return to == null
        ? new During.After(new Moment.Absolute(from.minus(1, ChronoUnit.MICROS)))
        : new During.Between(new Moment.Absolute(from), new Moment.Absolute(to));
  }
}
