package dev.muster.campaign.file;

import java.util.HashMap;

/** Looks through a whole file for what no part of the grammar can use. */
final class WellFormed {
  private WellFormed() {}

  /** Notes keys that stand twice in a map, and values without a meaning. */
  static void check(Spot spot) {
    switch (spot.value()) {
      case Yaml.Mapping mapping -> {
        var seen = new HashMap<String, Location>();
        for (var entry : mapping.entries()) {
          var child = spot.spot(entry);
          var first = seen.putIfAbsent(entry.key(), entry.keyAt());
          if (first != null) {
            child.faultAtKey("expected each key once, found it in line " + first.line() + " too");
          }
          check(child);
        }
      }
      case Yaml.Sequence sequence -> spot.items().forEach(WellFormed::check);
      case Yaml.Unusable unusable -> spot.fault(unusable.why());
      case Yaml.Text text -> {}
      case Yaml.Numeral numeral -> {}
      case Yaml.Bool bool -> {}
      case Yaml.Nothing nothing -> {}
    }
  }
}
