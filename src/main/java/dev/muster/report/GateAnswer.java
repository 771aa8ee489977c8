package dev.muster.report;

import dev.muster.gate.Gate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a gate said of one user.
 *
 * @param said in words, without the user's name
 * @param inputs what it looked at, by name: texts, numbers, booleans, null, or a list of such
 */
public record GateAnswer(
    Gate gate, Outcome outcome, String said, Map<String, @Nullable Object> inputs) {

  /** What became of the user there. */
  public enum Outcome {
    /** The user went through; at the last gate: was accepted. */
    PASSED,
    /** The user's way ends here. */
    KEPT,
    /** That is not known yet. */
    OPEN;

    /** Its name in reports. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public GateAnswer {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
  }
}
