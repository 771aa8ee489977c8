package dev.muster.campaign.file;

import dev.muster.campaign.Measure;
import dev.muster.campaign.Occurrence;
import dev.muster.campaign.Operator;
import dev.muster.campaign.ValueTest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** How often or how much: the measures of a {@code did}, and first and last times. */
final class OccurrenceGrammar {
  /** The measures, of which a condition has at most one. */
  static final List<String> MEASURES =
      List.of("times", "sum", "average", "minimum", "maximum", "distinct");

  /** All keys that say how often or how much. */
  static final List<String> KEYS =
      List.of(
          "times", "sum", "average", "minimum", "maximum", "distinct", "first_time", "last_time");

  private static final Set<String> WITH_ZERO = Set.of("times", "sum", "distinct");

  private static final Occurrence ONCE =
      new Occurrence.Measured(
          new Measure.Times(),
          new ValueTest(List.of(new Operator.AtLeast(BigDecimal.ONE)), false),
          false);

  private OccurrenceGrammar() {}

  static Occurrence occurrence(Fields did) {
    var occurrences = new ArrayList<Occurrence>();
    Spot first = null;
    for (var spot : did.present(KEYS)) {
      var isMeasure = MEASURES.contains(spot.name());
      if (!isMeasure && !spot.bool().orElse(false)) {
        continue;
      }
      if (first == null) {
        first = spot;
      } else {
        Fields.clash(first, spot, ": one of them says how often or how much");
      }
      occurrences.add(
          switch (spot.name()) {
            case "first_time" -> new Occurrence.FirstTime();
            case "last_time" -> new Occurrence.LastTime();
            default -> measured(spot);
          });
    }
    return occurrences.isEmpty() ? ONCE : occurrences.getFirst();
  }

  private static Occurrence measured(Spot spot) {
    if (!spot.name().equals("times") && !(spot.value() instanceof Yaml.Mapping)) {
      spot.expected("a map such as { of: amount, at_least: 500 }");
      return ONCE;
    }
    var beside = new ArrayList<String>();
    if (!spot.name().equals("times")) {
      beside.add("of");
    }
    beside.add("including_zero");
    refuseZero(spot);
    var test = TestGrammar.ofNumber(spot, beside);
    var includingZero = spot.peek("including_zero").flatMap(Spot::bool).orElse(false);
    return new Occurrence.Measured(measure(spot), test, includingZero);
  }

  /** Where there is no event, there is nothing to be the average, the least or the greatest of. */
  private static void refuseZero(Spot spot) {
    if (!WITH_ZERO.contains(spot.name())) {
      spot.peek("including_zero")
          .ifPresent(zero -> zero.faultAtKey("goes with times, sum and distinct only"));
    }
  }

  private static Measure measure(Spot spot) {
    return switch (spot.name()) {
      case "sum" -> of(spot, Measure.Sum::new);
      case "average" -> of(spot, Measure.Average::new);
      case "minimum" -> of(spot, Measure.Minimum::new);
      case "maximum" -> of(spot, Measure.Maximum::new);
      case "distinct" -> of(spot, Measure.Distinct::new);
      default -> new Measure.Times();
    };
  }

  private static Measure of(Spot spot, Function<String, Measure> measure) {
    var property = spot.peek("of");
    if (property.isEmpty()) {
      spot.faults()
          .add(
              spot.file(),
              spot.value().at(),
              spot.keyOf("of"),
              "expected of (the property that is measured), found none");
    }
    return measure.apply(property.flatMap(p -> p.text("the name of a property")).orElse("?"));
  }
}
