package dev.muster.web;

import dev.muster.run.Figures;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A small picture of some numbers, a column each, the latest last and in colour.
 *
 * @param title says the numbers
 * @param height in pixels; columns are as wide as there is room
 */
record Columns(String title, List<Long> values, int height) {
  private static final double GAP = 0.1;
  private static final double LEAST = 0.75;

  Columns {
    values = List.copyOf(values);
  }

  /** A column. */
  record Column(String x, String width, String y, String tall, boolean last) {}

  /** What runs have sent, which are given the newest first. */
  static Columns accepted(List<RunRow> rows, int height) {
    var known = rows.reversed().stream().filter(RunRow::isKnown).map(RunRow::accepted).toList();
    return new Columns(
        "accepted, last runs: "
            + known.stream().map(Figures::count).collect(Collectors.joining(", ")),
        known,
        height);
  }

  List<Column> columns() {
    var most = Math.max(1, values.stream().mapToLong(Long::longValue).max().orElse(1));
    // Few are not to look like a wall.
    var each = 100.0 / Math.max(values.size(), 10);
    return IntStream.range(0, values.size())
        .mapToObj(i -> {
          var tall = Math.max(LEAST, (height - 2.0) * values.get(i) / most);
          return new Column(
              number(each * (i + GAP)) + "%",
              number(each * (1 - 2 * GAP)) + "%",
              number(height - tall),
              number(tall),
              i == values.size() - 1);
        })
        .toList();
  }

  private static String number(double number) {
    return String.format(Locale.ROOT, "%.2f", number);
  }
}
