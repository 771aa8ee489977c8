package dev.muster.source;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Which names JSON objects and the columns beside them have, and of which kinds the values of some
 * of them are.
 */
public final class SeenValues {
  /** Beyond so many, names are data: they are counted no more. */
  private static final int MOST_NAMES = 10_000;

  private final Set<String> asked;
  private final long most;
  private boolean perhapsMore;
  private final Map<String, Long> names = new HashMap<>();
  private final Map<String, Map<ValueKind, Long>> kinds = new HashMap<>();
  private long objects;

  /**
   * Of none yet.
   *
   * @param asked the names whose values' kinds are counted
   * @param most how many objects are added at most
   */
  SeenValues(Set<String> asked, long most) {
    this.asked = Set.copyOf(asked);
    this.most = most;
  }

  /** Adds an object; what is none has no names. */
  void add(@Nullable String json) {
    add(json, Map.of());
  }

  /**
   * Adds an object with columns beside it, which hide values of the same names in it.
   *
   * @param columns whether each is filled
   */
  void add(@Nullable String json, Map<String, Boolean> columns) {
    objects++;
    perhapsMore = objects >= most;
    columns.forEach((column, filled) -> {
      if (filled) {
        names.merge(column, 1L, Long::sum);
      }
    });
    if (json == null) {
      return;
    }
    try {
      for (var each : ExactJson.MAPPER.readTree(json).properties()) {
        if (!columns.containsKey(each.getKey())) {
          add(each.getKey(), each.getValue());
        }
      }
    } catch (JacksonException e) {
      // A value that cannot be read counts as absent.
    }
  }

  private void add(String name, JsonNode value) {
    if (value.isNull()) {
      return;
    }
    if (names.containsKey(name) || names.size() < MOST_NAMES || asked.contains(name)) {
      names.merge(name, 1L, Long::sum);
    }
    if (asked.contains(name)) {
      // What is tested of a list are its items.
      if (value.isArray()) {
        value.forEach(item -> addKind(name, item));
      } else {
        addKind(name, value);
      }
    }
  }

  private void addKind(String name, JsonNode value) {
    if (!value.isNull()) {
      kinds
          .computeIfAbsent(name, n -> new EnumMap<>(ValueKind.class))
          .merge(ValueKind.of(value), 1L, Long::sum);
    }
  }

  /** Adds what was seen elsewhere. */
  public SeenValues and(SeenValues others) {
    var both = new SeenValues(asked, most + others.most);
    both.take(this);
    both.take(others);
    return both;
  }

  private void take(SeenValues others) {
    objects += others.objects;
    perhapsMore |= others.perhapsMore;
    others.names.forEach((name, count) -> names.merge(name, count, Long::sum));
    others.kinds.forEach((name, counts) ->
        counts.forEach((kind, count) ->
            kinds
                .computeIfAbsent(name, n -> new EnumMap<>(ValueKind.class))
                .merge(kind, count, Long::sum)));
  }

  /** How many objects were seen. */
  public long objects() {
    return objects;
  }

  /** Whether there are perhaps more than were seen. */
  public boolean perhapsMore() {
    return perhapsMore;
  }

  /** How many objects have each name with a value that is not null. */
  public Map<String, Long> names() {
    return Collections.unmodifiableMap(names);
  }

  /** How many values of a name that was asked for are of each kind; of lists, their items. */
  public Map<ValueKind, Long> kinds(String name) {
    return Collections.unmodifiableMap(kinds.getOrDefault(name, Map.of()));
  }
}
