package dev.muster.campaign;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code same} of an {@code all} group: one value of a property for which every {@code did} and
 * {@code did_not} that stands directly in the group holds. Of a live campaign: the property in
 * which a trigger and the events that must not follow agree.
 *
 * @param property the property of every event, or null when it differs by event
 * @param byEvent the property by the event's name, empty when {@code property} is given
 * @param values how many such values are asked for; number operators only
 */
public record ConstantProperty(
    @Nullable String property, Map<String, String> byEvent, ValueTest values) {
  public ConstantProperty {
    byEvent = java.util.Collections.unmodifiableMap(new TreeMap<>(byEvent));
    if ((property == null) == byEvent.isEmpty()) {
      throw new IllegalArgumentException("either one property for all events, or one by event");
    }
  }

  /** The property of the event of that name, or null where others have one by their names. */
  public @Nullable String of(String event) {
    return property == null ? byEvent.get(event) : property;
  }
}
