package dev.muster.campaign.file;

import java.math.BigDecimal;
import java.util.List;

/** A value of a YAML file by the core schema, with where it stands. */
sealed interface Yaml {

  /** Where it begins. */
  Position at();

  /** Doubles are kept, in the file's order. */
  record Mapping(Position at, List<Entry> entries) implements Yaml {
    public Mapping {
      entries = List.copyOf(entries);
    }
  }

  record Sequence(Position at, List<Yaml> items) implements Yaml {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /** Text; {@code plain} when it stands without quotes, so that only its letters make it text. */
  record Text(Position at, String value, boolean plain) implements Yaml {}

  /** A number, and how it is written in the file. */
  record Numeral(Position at, BigDecimal value, String written) implements Yaml {}

  record Bool(Position at, boolean value) implements Yaml {}

  record Nothing(Position at) implements Yaml {}

  /** What YAML has, but a campaign cannot use. */
  record Unusable(Position at, String why) implements Yaml {}

  /** A key, as written, and its value. */
  record Entry(String key, Position keyAt, Yaml value) {}
}
