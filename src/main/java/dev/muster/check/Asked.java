package dev.muster.check;

import dev.muster.audience.AudienceQuery;
import dev.muster.campaign.Campaign;
import dev.muster.campaign.Condition;
import dev.muster.campaign.ConstantProperty;
import dev.muster.campaign.EventFilter;
import dev.muster.campaign.Measure;
import dev.muster.campaign.Occurrence;
import dev.muster.campaign.ValueTest;
import dev.muster.campaign.What;
import dev.muster.campaign.Who;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a campaign expects of the data by name.
 *
 * <p>Values are what a test wants of them, where it does not take every type.
 */
final class Asked {
  /** By the names of events, none for any event; then by property. */
  private final Map<List<String>, Map<String, Set<AskedValue>>> events = new LinkedHashMap<>();

  private final Map<String, Set<AskedValue>> attributes = new LinkedHashMap<>();
  private final Map<String, List<ValueTest>> columnTests = new LinkedHashMap<>();
  private final List<Map<List<String>, String>> compared = new ArrayList<>();

  private Asked() {}

  /**
   * All that a campaign names.
   *
   * @param inTemplates the attributes that its templates name
   */
  static Asked by(Campaign campaign, Set<String> inTemplates) {
    var asked = new Asked();
    switch (campaign.who().selection()) {
      case Who.PastBehaviour(var audience) -> asked.add(audience);
      case Who.Live live -> asked.add(live);
    }
    var what = campaign.what();
    what.attributes().forEach(asked::attribute);
    what.tokens().stream().map(What.Platform::attribute).forEach(asked::attribute);
    asked.id(what.userId());
    asked.id(what.anonymousId());
    inTemplates.forEach(asked::attribute);
    var goal = campaign.goal();
    if (goal != null) {
      var properties = asked.add(new EventFilter(List.of(goal.event()), goal.where()));
      if (goal.value() != null) {
        wants(properties, goal.value()).add(AskedValue.NUMBER);
      }
    }
    return asked;
  }

  Map<List<String>, Map<String, Set<AskedValue>>> events() {
    return events;
  }

  /** By attribute, or column of the profiles. */
  Map<String, Set<AskedValue>> attributes() {
    return attributes;
  }

  /** The tests on columns of profiles, by column; what they want is not among the attributes'. */
  Map<String, List<ValueTest>> columnTests() {
    return columnTests;
  }

  /** The properties that must have a value in common, by the names of their events. */
  List<Map<List<String>, String>> compared() {
    return compared;
  }

  private void add(Who.Live live) {
    add(live.trigger());
    var thenNot = live.thenNot();
    if (thenNot != null) {
      add(thenNot.events());
      var same = live.same();
      if (same != null) {
        var properties = new LinkedHashMap<List<String>, String>();
        properties.putAll(compared(same, live.trigger()));
        properties.putAll(compared(same, thenNot.events()));
        compare(properties);
      }
    }
    if (live.audience() != null) {
      add(live.audience());
    }
  }

  private void compare(Map<List<String>, String> properties) {
    properties.forEach((names, property) -> wants(add(new EventFilter(names, Map.of())), property));
    compared.add(properties);
  }

  private void add(Condition condition) {
    switch (condition) {
      case Condition.All all -> {
        all.conditions().forEach(this::add);
        var same = all.same();
        if (same != null) {
          var properties = new LinkedHashMap<List<String>, String>();
          all.conditions().forEach(part -> properties.putAll(compared(same, part)));
          compare(properties);
        }
      }
      case Condition.Any any -> any.conditions().forEach(this::add);
      case Condition.None none -> none.conditions().forEach(this::add);
      case Condition.Segment segment -> add(segment.audience());
      case Condition.Did did -> {
        var properties = add(did.events());
        if (did.occurrence() instanceof Occurrence.Measured measured) {
          measure(measured.measure(), properties);
        }
      }
      case Condition.DidNot didNot -> add(didNot.events());
      case Condition.Profile profile ->
          profile
              .tests()
              .forEach((name, test) -> {
                attribute(name);
                if (AudienceQuery.isColumn(name)) {
                  columnTests.computeIfAbsent(name, n -> new ArrayList<>()).add(test);
                } else {
                  wants(attributes, name).addAll(AskedValue.by(test));
                }
              });
      case Condition.Listed _, Condition.Sql _, Condition.Everyone _ -> {}
    }
  }

  private Map<String, Set<AskedValue>> add(EventFilter filter) {
    var properties = events.computeIfAbsent(filter.names(), names -> new LinkedHashMap<>());
    filter
        .where()
        .forEach((name, test) -> {
          wants(properties, name).addAll(AskedValue.by(test));
        });
    return properties;
  }

  private static void measure(Measure measure, Map<String, Set<AskedValue>> properties) {
    switch (measure) {
      case Measure.Times _ -> {}
      case Measure.Sum(var property) -> wants(properties, property).add(AskedValue.NUMBER);
      case Measure.Average(var property) -> wants(properties, property).add(AskedValue.NUMBER);
      case Measure.Minimum(var property) -> wants(properties, property).add(AskedValue.NUMBER);
      case Measure.Maximum(var property) -> wants(properties, property).add(AskedValue.NUMBER);
      case Measure.Distinct(var property) -> wants(properties, property);
    }
  }

  private static Map<List<String>, String> compared(ConstantProperty same, Condition part) {
    var filter =
        switch (part) {
          case Condition.Did did -> did.events();
          case Condition.DidNot didNot -> didNot.events();
          case Condition.All _,
              Condition.Any _,
              Condition.None _,
              Condition.Segment _,
              Condition.Profile _,
              Condition.Listed _,
              Condition.Sql _,
              Condition.Everyone _ ->
              null;
        };
    return filter == null ? Map.of() : compared(same, filter);
  }

  private static Map<List<String>, String> compared(ConstantProperty same, EventFilter filter) {
    if (same.property() != null) {
      return Map.of(filter.names(), same.property());
    }
    var properties = new LinkedHashMap<List<String>, String>();
    for (var name : filter.names()) {
      var property = same.of(name);
      if (property != null) {
        properties.put(List.of(name), property);
      }
    }
    return properties;
  }

  private void attribute(String name) {
    wants(attributes, name);
  }

  /** The columns are asked for by every campaign that does not say otherwise. */
  private void id(String name) {
    if (!AudienceQuery.isColumn(name)) {
      attribute(name);
    }
  }

  private static Set<AskedValue> wants(Map<String, Set<AskedValue>> byName, String name) {
    return byName.computeIfAbsent(name, n -> new LinkedHashSet<>());
  }
}
