package dev.muster.campaign;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What counts as a conversion: a reached user does the event within the time after being sent.
 *
 * @param where tests on the event's properties
 * @param value the property that is summed up, or null
 */
public record Goal(
    String event, Map<String, ValueTest> where, Duration within, @Nullable String value) {
  public Goal {
    where = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(where));
  }
}
