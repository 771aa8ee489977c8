package dev.muster.intake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a file that lacks a key that every row needs, before each of its rows is put aside for
 * it: in CSV by its header, in NDJSON when none of the first hundred rows has it.
 */
final class NeededKeys {
  static final int ROWS = 100;

  private static final Pattern WHOLE_NUMBER = Pattern.compile("\\d{10,19}");
  private static final int MOST_LOOK_ALIKES = 3;

  /** Seconds, milliseconds, microseconds and nanoseconds since 1970 by their digits today. */
  private static final Map<Integer, String> DIVISORS =
      Map.of(10, "", 13, " / 1000 | floor", 16, " / 1000000 | floor", 19, " / 1000000000 | floor");

  private final List<String> needed;
  private final Set<String> missing;

  /** What stands in the rows, and the first value that did. */
  private final SequencedMap<KeyPath, Value> found = new LinkedHashMap<>();

  private long rows;
  private long objects;
  private String fault = "";

  NeededKeys(List<String> needed) {
    this.needed = needed;
    this.missing = new LinkedHashSet<>(needed);
  }

  /**
   * Takes note of a header.
   *
   * @throws UnreadableSource when a needed key is not there
   */
  void header(List<String> columns) {
    columns.forEach(missing::remove);
    if (missing.isEmpty()) {
      return;
    }
    columns.forEach(column -> found.put(KeyPath.of(column), new Value.Cell("")));
    var alike = lookAlikes();
    throw new UnreadableSource(
        "the first line has no column %s among its %d: %s"
            .formatted(
                String.join(" and no column ", missing),
                columns.size(),
                alike.isEmpty()
                    ? "expected a header with the names of the columns"
                    : said(alike) + "; rename them in the first line"));
  }

  /**
   * Takes note of a row of a file without a header.
   *
   * @throws UnreadableSource when it was the last that might have had a key that is missing
   */
  void row(Row row) {
    if (missing.isEmpty()) {
      return;
    }
    rows++;
    switch (row) {
      case Row.Malformed(var line, var reason) -> {
        if (fault.isEmpty()) {
          fault = "line %d: %s".formatted(line, reason);
        }
      }
      case Row.Read(_, var values) -> {
        objects++;
        missing.removeAll(values.keySet());
        if (!missing.isEmpty()) {
          values.forEach(this::find);
        }
      }
    }
    if (rows == ROWS) {
      end();
    }
  }

  /**
   * There are no more rows.
   *
   * @throws UnreadableSource when a needed key was in none of them
   */
  void end() {
    if (missing.isEmpty()) {
      return;
    }
    if (rows == 0) {
      throw new UnreadableSource("is empty: expected one JSON object a line");
    }
    if (objects == 0) {
      throw new UnreadableSource(
          "none of its first %d lines is a JSON object (%s)".formatted(rows, fault));
    }
    var alike = lookAlikes();
    throw new UnreadableSource(
        "none of its first %d rows has the key %s: %s"
            .formatted(
                rows,
                String.join(", none the key ", missing),
                alike.isEmpty()
                    ? "expected objects with the keys " + String.join(", ", needed)
                    : said(alike) + "; rename them, as by jq -c '" + jq(alike) + "'"));
  }

  private void find(String name, Value value) {
    found.putIfAbsent(KeyPath.of(name), value);
    if (value instanceof Value.Json json && json.isObject()) {
      try {
        Json.row(json.text())
            .forEach((inner, held) -> found.putIfAbsent(KeyPath.of(name, inner), held));
      } catch (BadRow e) {
        throw new IllegalStateException("was read before", e);
      }
    }
  }

  private SequencedMap<String, List<KeyPath>> lookAlikes() {
    var single = found.keySet().stream().filter(key -> !isComposite(found.get(key))).toList();
    var alike = new LinkedHashMap<String, List<KeyPath>>();
    for (var name : missing) {
      var near = LookAlikes.of(name, single);
      if (!near.isEmpty()) {
        alike.put(name, near);
      }
    }
    return alike;
  }

  private static String said(Map<String, List<KeyPath>> alike) {
    return alike.entrySet().stream()
        .map(entry ->
            "%s may be %s"
                .formatted(
                    entry.getKey(),
                    entry.getValue().stream()
                        .limit(MOST_LOOK_ALIKES)
                        .map(NeededKeys::said)
                        .collect(Collectors.joining(" or "))))
        .collect(Collectors.joining(", "));
  }

  private static String said(KeyPath key) {
    return key.isNested() ? "%s (inside %s)".formatted(key, key.names().getFirst()) : key.name();
  }

  /** A filter of jq that makes rows as they are wanted out of those that are there. */
  private String jq(Map<String, List<KeyPath>> alike) {
    return needed.size() == 1 ? renamed(alike) : built(alike);
  }

  /** For profiles: everything else stays. */
  private String renamed(Map<String, List<KeyPath>> alike) {
    var filters = new ArrayList<String>();
    alike.forEach((name, near) -> {
      filters.add(".%s = %s".formatted(name, near.getFirst().jq()));
      filters.add("del(%s)".formatted(near.getFirst().jq()));
    });
    return String.join(" | ", filters);
  }

  /** For events: an object of what events have. */
  private String built(Map<String, List<KeyPath>> alike) {
    var properties =
        LookAlikes.of("properties", found.keySet()).stream()
            .filter(key -> !key.isNested())
            .limit(1)
            .map(key -> member("properties", key));
    return Stream.concat(needed.stream().map(name -> member(name, alike)), properties)
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private String member(String name, Map<String, List<KeyPath>> alike) {
    if (!missing.contains(name)) {
      return name;
    }
    var near = alike.get(name);
    return near == null ? name + ": .ITS_KEY" : member(name, near.getFirst());
  }

  private String member(String name, KeyPath key) {
    if (key.equals(KeyPath.of(name))) {
      return name;
    }
    return "%s: %s".formatted(name, name.equals("occurred_at") ? instant(key) : key.jq());
  }

  /** What jq makes an instant of: as it is, or a number of seconds or less since 1970. */
  private String instant(KeyPath key) {
    var number =
        switch (found.get(key)) {
          case Value.Json(var text) -> text;
          case Value.Text(var text) -> text;
          case null, default -> "";
        };
    var divisor = DIVISORS.get(WHOLE_NUMBER.matcher(number).matches() ? number.length() : 0);
    return divisor == null ? key.jq() : "(%s | tonumber%s | todate)".formatted(key.jq(), divisor);
  }

  private static boolean isComposite(@Nullable Value value) {
    return value instanceof Value.Json(var text) && (text.startsWith("{") || text.startsWith("["));
  }
}
