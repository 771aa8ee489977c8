package dev.muster.campaign;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which events are meant.
 *
 * @param names any of these, counted together; empty for {@code "*"}, any event
 * @param where tests by property, all of which must hold on the same event
 */
public record EventFilter(List<String> names, Map<String, ValueTest> where) {
  public EventFilter {
    names = List.copyOf(names);
    where = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(where));
  }

  /** Whether it asks for no particular event. */
  public boolean anyEvent() {
    return names.isEmpty();
  }
}
