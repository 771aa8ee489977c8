package dev.muster.intake;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Refuses a file that lacks a key that every row needs, before each of its rows is put aside for
 * it: in CSV by its header, in NDJSON when none of the first hundred rows has it.
 */
final class NeededKeys {
  static final int ROWS = 100;

  private static final int MOST_LOOK_ALIKES = 3;

  private final List<String> needed;
  private final Set<String> missing;
  private final Sample sample = new Sample();
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
    columns.forEach(column -> sample.row(Map.of(column, new Value.Cell(""))));
    var alike = lookAlikes();
    throw new UnreadableSource(
        "the first line has no column %s among its %d: %s"
            .formatted(
                String.join(" and no column ", missing),
                columns.size(),
                alike.isEmpty()
                    ? "expected a header that names it; put one first, or rename what it is called"
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
          sample.row(values);
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
          (rows == 1
                  ? "its first line is no JSON object (%2$s)"
                  : "none of its first %d lines is a JSON object (%s)")
              .formatted(rows, fault));
    }
    var alike = lookAlikes();
    throw new UnreadableSource(
        "%s the key %s: %s"
            .formatted(
                rows == 1 ? "its first row lacks" : "none of its first " + rows + " rows has",
                String.join(rows == 1 ? " and the key " : ", none the key ", missing),
                alike.isEmpty()
                    ? "expected objects with the keys " + String.join(", ", needed)
                    : said(alike) + "; " + filter(alike).remedy()));
  }

  private JqFilter filter(Map<String, List<KeyPath>> alike) {
    return needed.size() == 1 ? JqFilter.profiles(alike) : new JqEvents(sample, alike).filter();
  }

  private SequencedMap<String, List<KeyPath>> lookAlikes() {
    var alike = new LinkedHashMap<String, List<KeyPath>>();
    for (var name : missing) {
      var near = sample.alike(name);
      if (!near.isEmpty()) {
        alike.put(name, near);
      }
    }
    return alike;
  }

  /** For people to read: what may be what. */
  static String said(Map<String, List<KeyPath>> alike) {
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
}
