package dev.muster.campaign.file;

import java.math.BigDecimal;
import java.util.List;

/** A value of a YAML file by the core schema, with where it stands. */
sealed interface Yaml {

  /** Where it begins. */
  Location at();

  /** Doubles are kept, in the file's order. */
  record Mapping(Location at, List<Entry> entries) implements Yaml {
    public Mapping {
      entries = List.copyOf(entries);
    }
  }

  record Sequence(Location at, List<Yaml> items) implements Yaml {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /** Text; {@code plain} when it stands without quotes, so that only its letters make it text. */
  record Text(Location at, String value, boolean plain) implements Yaml {}

  /** A number, and how it is written in the file. */
  record Numeral(Location at, BigDecimal value, String written) implements Yaml {}

  record Bool(Location at, boolean value) implements Yaml {}

  record Nothing(Location at) implements Yaml {}

  /** What YAML has, but a campaign cannot use. */
  record Unusable(Location at, String why) implements Yaml {}

  /** A key, as written, and its value. */
  record Entry(String key, Location keyAt, Yaml value) {}
}
