package dev.muster.campaign.file;

import dev.muster.campaign.ConstantProperty;
import dev.muster.campaign.Operator;
import dev.muster.campaign.ValueTest;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What stands beside {@code all}: {@code same}, {@code values} and {@code in_order}. */
final class GroupGrammar {
  /** The keys that only {@code all} has beside it. */
  static final List<String> KEYS = List.of("same", "values", "in_order");

  private static final ValueTest ONE_VALUE =
      new ValueTest(List.of(new Operator.AtLeast(BigDecimal.ONE)), false);

  private GroupGrammar() {}

  /** The group's constant property, or null; {@code items} are its conditions as written. */
  static @Nullable ConstantProperty same(Fields group, List<Spot> items) {
    var values = group.find("values").map(spot -> TestGrammar.ofNumber(spot, List.of()));
    var same = group.find("same");
    if (same.isEmpty()) {
      group.find("values").ifPresent(spot -> spot.faultAtKey("goes with same only, found no same"));
      return null;
    }
    if (items.stream().noneMatch(item -> item.peek("did").isPresent())) {
      same.get().faultAtKey("expected a did directly in the group, found none");
    }
    var events =
        items.stream()
            .flatMap(
                item -> Stream.concat(item.peek("did").stream(), item.peek("did_not").stream()))
            .toList();
    return constant(same.get(), events, "the group", values.orElse(ONE_VALUE));
  }

  /**
   * A property for all events, or one by event.
   *
   * @param events the values of {@code did} and {@code did_not} for which it has to hold
   * @param where in words, where they stand
   */
  static @Nullable ConstantProperty constant(
      Spot same, List<Spot> events, String where, ValueTest values) {
    if (!(same.value() instanceof Yaml.Mapping)) {
      return same.text("the name of a property, or a map of events and their properties")
          .map(property -> new ConstantProperty(property, Map.of(), values))
          .orElse(null);
    }
    var byEvent = new LinkedHashMap<String, String>();
    var entries = same.named("a map of events and their properties");
    for (var entry : entries) {
      var property = entry.getValue().text("the name of a property");
      byEvent.put(entry.getKey(), property.orElse("?"));
    }
    if (entries.isEmpty()) {
      same.expected("a property for every event of " + where);
      return null;
    }
    var named = events.stream().flatMap(spot -> spot.items().stream()).toList();
    named.forEach(event -> refuseUnnamed(same, event, where, byEvent));
    entries.stream()
        .filter(entry -> named.stream().noneMatch(event -> isText(event, entry.getKey())))
        .forEach(entry ->
            entry.getValue().faultAtKey("expected an event of %s, found another".formatted(where)));
    return new ConstantProperty(null, byEvent, values);
  }

  private static void refuseUnnamed(
      Spot same, Spot event, String where, Map<String, String> byEvent) {
    if (isText(event, "*")) {
      Fields.clash(same, event, ": it must name every event, not any event");
    } else if (event.value() instanceof Yaml.Text(_, var name, _) && !byEvent.containsKey(name)) {
      same.faults()
          .add(
              same.file(),
              same.value().at(),
              same.keyOf(name),
              "expected a property for every event of %s, found none for %s"
                  .formatted(where, Found.quoted(name)));
    }
  }

  private static boolean isText(Spot spot, String expected) {
    return spot.value() instanceof Yaml.Text(_, var text, _) && text.equals(expected);
  }

  /** Whether the events are asked for in order. */
  static boolean inOrder(Fields group, List<Spot> items) {
    var spot = group.find("in_order");
    if (!spot.flatMap(Spot::bool).orElse(false)) {
      return false;
    }
    var steps = items.stream().filter(item -> item.peek("did").isPresent()).toList();
    if (steps.size() < 2) {
      spot.get()
          .faultAtKey("expected two or more did directly in the group, found " + steps.size());
    }
    steps.stream()
        .flatMap(step -> OccurrenceGrammar.MEASURES.stream().map(step::peek))
        .flatMap(Optional::stream)
        .forEach(measure -> Fields.clash(spot.get(), measure, ": events in order take no measure"));
    return true;
  }
}
