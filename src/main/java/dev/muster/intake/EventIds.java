package dev.muster.intake;

import dev.muster.campaign.WhiteSpace;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the key by which another system tells one event from another: by its name, and by having no
 * value in two rows that differ, for an id of what is no event would make most events vanish.
 */
final class EventIds {
  private static final List<KeyPath> CANDIDATES =
      List.of(
          KeyPath.of("messageId"),
          KeyPath.of("message_id"),
          KeyPath.of("$insert_id"),
          KeyPath.of("insert_id"),
          KeyPath.of("properties", "$insert_id"),
          KeyPath.of("properties", "insert_id"),
          KeyPath.of("uuid"),
          KeyPath.of("event_id"),
          KeyPath.of("id"));

  /** The values of each, with the hash of the row where they stood. */
  private final Map<KeyPath, Map<Value, Integer>> seen = new HashMap<>();

  private final Set<KeyPath> unfit = new HashSet<>();

  /** Takes note of a row, and of what stands in its objects. */
  void row(Map<KeyPath, Value> values) {
    // In their order, since a map's own hash adds up, and small numbers cancel each other out.
    int row = List.copyOf(values.entrySet()).hashCode();
    for (var key : CANDIDATES) {
      var value = values.get(key);
      if (value == null || (value instanceof Value.JsonColumn json && json.isNull())) {
        continue;
      }
      var before = seen.computeIfAbsent(key, _ -> new HashMap<>()).putIfAbsent(value, row);
      if (!isId(value) || (before != null && before != row)) {
        unfit.add(key);
      }
    }
  }

  /** The best that stands in the rows and is not taken for something else. */
  Optional<KeyPath> best(Collection<KeyPath> taken) {
    return CANDIDATES.stream()
        .filter(key -> seen.containsKey(key) && !unfit.contains(key) && !taken.contains(key))
        .findFirst();
  }

  private static boolean isId(Value value) {
    return switch (value) {
      case Value.Cell _ -> false;
      case Value.Text(var text) -> !WhiteSpace.only(text);
      case Value.JsonColumn json -> json.isWholeNumber();
    };
  }
}
