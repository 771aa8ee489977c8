package dev.muster.intake;

import dev.muster.campaign.WhiteSpace;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** What stands in some rows of a file, and in their objects: each key with a value that it has. */
final class Sample {
  private final SequencedMap<KeyPath, Value> found = new LinkedHashMap<>();
  private final EventIds ids = new EventIds();

  /** Takes note of a row. */
  void row(Map<String, Value> values) {
    var all = new LinkedHashMap<KeyPath, Value>();
    values.forEach((name, value) -> {
      var key = KeyPath.of(name);
      all.put(key, value);
      members(value).forEach((inner, held) -> all.put(key.with(inner), held));
      InnerValue.typed(key, value).ifPresent(inner -> all.put(inner.key(), inner.value()));
    });
    // A value tells more than its absence.
    all.forEach(
        (key, value) -> found.merge(key, value, (before, now) -> isBlank(before) ? now : before));
    ids.row(all);
  }

  /** The members of an object, none of anything else. */
  static Map<String, Value> members(@Nullable Value value) {
    if (!(value instanceof Value.JsonColumn json && json.isObject())) {
      return Map.of();
    }
    try {
      return JsonColumn.row(json.text());
    } catch (BadRow e) {
      throw new IllegalStateException("was read before", e);
    }
  }

  /** Whether it says nothing. */
  static boolean isBlank(Value value) {
    return switch (value) {
      case Value.Cell(var text) -> WhiteSpace.only(text);
      case Value.Text(var text) -> WhiteSpace.only(text);
      case Value.JsonColumn json -> json.isNull();
    };
  }

  /** Each key with its first value that says something, if there is one. */
  Map<KeyPath, Value> found() {
    return Collections.unmodifiableMap(found);
  }

  /** What stands in the rows themselves. */
  Map<String, Value> row() {
    var row = new LinkedHashMap<String, Value>();
    found.forEach((key, value) -> {
      if (!key.isNested()) {
        row.put(key.name(), value);
      }
    });
    return row;
  }

  @Nullable Value value(KeyPath key) {
    return found.get(key);
  }

  /** Whether no row says anything under the key. */
  boolean isBlank(KeyPath key) {
    var value = found.get(key);
    return value == null || isBlank(value);
  }

  /** What tells one event from another. */
  EventIds ids() {
    return ids;
  }

  /** Those of the keys with a single value that may be what is wanted, the nearest first. */
  List<KeyPath> alike(String wanted) {
    return LookAlikes.of(wanted, single());
  }

  private Collection<KeyPath> single() {
    return found.entrySet().stream()
        .filter(entry -> !entry.getValue().isComposite())
        .map(Map.Entry::getKey)
        .toList();
  }
}
