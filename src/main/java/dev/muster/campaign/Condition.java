package dev.muster.campaign;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One condition of an audience, which holds or does not hold for a user. */
public sealed interface Condition {

  /**
   * Every condition holds.
   *
   * @param same the constant event property, or null
   * @param inOrder whether the {@code did}s happened one strictly after the other, as listed
   */
  record All(List<Condition> conditions, @Nullable ConstantProperty same, boolean inOrder)
      implements Condition {
    public All {
      conditions = List.copyOf(conditions);
    }
  }

  /** At least one holds. */
  record Any(List<Condition> conditions) implements Condition {
    public Any {
      conditions = List.copyOf(conditions);
    }
  }

  /** None holds. */
  record None(List<Condition> conditions) implements Condition {
    public None {
      conditions = List.copyOf(conditions);
    }
  }

  /** The user did the events. */
  record Did(EventFilter events, During during, Occurrence occurrence) implements Condition {}

  /** The user did no such event. */
  record DidNot(EventFilter events, During during) implements Condition {}

  /** Every test holds on the user's profile. */
  record Profile(Map<String, ValueTest> tests) implements Condition {
    public Profile {
      tests = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(tests));
    }
  }

  /** The saved segment holds. */
  record Segment(String id, Condition audience) implements Condition {}

  /**
   * The id is in the CSV file.
   *
   * @param file its path as written, relative to the campaign file
   */
  record Listed(String file) implements Condition {}

  /**
   * The id is among those that a hand-written query returns.
   *
   * @param file its path as written, relative to the campaign file
   * @param query the query's text, with parameters as {@code :name}
   * @param parameters values by name, without {@code as_of}
   */
  record Sql(String file, String query, Map<String, Scalar> parameters) implements Condition {
    public Sql {
      parameters = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }
  }

  /** Always. */
  record Everyone() implements Condition {}
}
