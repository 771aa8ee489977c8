package dev.muster.intake;

import dev.muster.campaign.WhiteSpace;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a file that lacks a key that every row needs, before each of its rows is put aside for
 * it: in CSV by its header, in NDJSON when none of the first hundred rows has it.
 */
final class NeededKeys {
  static final int ROWS = 100;

  private static final String BROKEN = ": broken JSON";
  private static final int MOST_LOOK_ALIKES = 3;

  private final List<String> needed;
  private final Set<String> missing;
  private final Sample sample = new Sample();

  /** What the rows stand in, and what stands in them there. */
  private @Nullable Wrapping envelope;

  private final Sample inside = new Sample();
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
    var alike = lookAlikes(sample, missing);
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
          Wrapping.of(values, needed).ifPresent(this::open);
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
                      ? "its first line cannot be read as a JSON object (%2$s)"
                      : "none of its first %d lines can be read as a JSON object (%s)")
                  .formatted(rows, fault)
              + (fault.contains(BROKEN)
                  ? "; if objects go over many lines, make one of each with jq -c ."
                  : ""));
    }
    throw new UnreadableSource(
        "%s the key %s: %s"
            .formatted(
                rows == 1 ? "its first row lacks" : "none of its first " + rows + " rows has",
                String.join(rows == 1 ? " and the key " : ", none the key ", missing),
                envelope == null ? remedy() : remedy(envelope)));
  }

  private String remedy() {
    var alike = lookAlikes(sample, missing);
    return alike.isEmpty()
        ? "expected objects with the keys " + String.join(", ", needed)
        : said(alike) + "; " + filter(sample, alike).remedy();
  }

  private String remedy(Wrapping around) {
    var lacking = new LinkedHashSet<>(needed);
    lacking.removeIf(name -> inside.value(KeyPath.of(name)) != null);
    var alike = lookAlikes(inside, lacking);
    var filter = filter(inside, alike);
    return "its rows stand inside %s%s; take them out, as by jq -c '%s'%s"
        .formatted(
            around.name(),
            alike.isEmpty() ? "" : ", where " + said(alike),
            Stream.of(around.filter(), filter.filter())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" | ")),
            filter.reservation());
  }

  private void open(Wrapping around) {
    if (envelope == null) {
      envelope = around;
    }
    if (envelope.filter().equals(around.filter())) {
      inside.row(around.row());
    }
  }

  private JqFilter filter(Sample sample, Map<String, List<KeyPath>> alike) {
    return needed.size() == 1
        ? JqFilter.profiles(sample, alike)
        : new JqEvents(sample, alike).filter();
  }

  private static SequencedMap<String, List<KeyPath>> lookAlikes(
      Sample sample, Set<String> missing) {
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
    if (key.isNested()) {
      return "%s (inside %s)".formatted(key, key.names().getFirst());
    }
    var name = key.name();
    return name.equals(WhiteSpace.strip(name)) ? name : "\"" + name + "\"";
  }
}
