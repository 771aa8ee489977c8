package dev.muster.report;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a gate looked at, in the order in which it is reported. */
final class Inputs {
  private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

  Inputs with(String name, @Nullable Object value) {
    values.put(name, value);
    return this;
  }

  Map<String, @Nullable Object> all() {
    return values;
  }

  static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }
}
