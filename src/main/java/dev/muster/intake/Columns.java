package dev.muster.intake;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the columns of profiles and of events have in common. */
final class Columns {
  /**
   * UTF-8 bytes of what goes into one entry of an index: PostgreSQL's B-trees take 2,704 with the
   * entry's own bookkeeping.
   */
  private static final int MAX_KEY_BYTES = 2_600;

  /** UTF-8 bytes of a JSON column: H2 takes 1,048,576. */
  private static final int MAX_JSON_BYTES = 1_000_000;

  private static final int MAX_BYTES_OF_A_CHARACTER = 3;

  private Columns() {}

  /**
   * @throws UnreadableSource when a column that every row needs is not there
   */
  static void require(List<String> columns, String... needed) {
    for (var name : needed) {
      if (!columns.contains(name)) {
        var alike = columns.stream().filter(name::equalsIgnoreCase).findFirst();
        throw new UnreadableSource(
            "the first line has no column %s among its %d%s"
                .formatted(
                    name,
                    columns.size(),
                    alike
                        .map(" (%s is another name: letters count as they are written)"::formatted)
                        .orElse(": expected a header with the names of the columns")));
      }
    }
  }

  /** The text of a column that must be there and hold something; it leaves the map. */
  static String needed(Map<String, Value> values, String column) throws BadRow {
    var text = optional(values, column);
    if (text == null) {
      throw new BadRow(column + " is empty");
    }
    return text;
  }

  /** The text of a column, or null where it is absent or empty; it leaves the map. */
  static @Nullable String optional(Map<String, Value> values, String column) throws BadRow {
    var text =
        switch (values.remove(column)) {
          case null -> "";
          case Value.Cell cell -> cell.text();
          case Value.Text value -> value.text();
          // An id that is a number elsewhere is a text here, as it is in a CSV.
          case Value.Json json when json.isWholeNumber() -> json.text();
          case Value.Json json when json.isNull() -> "";
          case Value.Json _ -> throw new BadRow(column + " is not a text");
        };
    return text.isEmpty() ? null : text;
  }

  /** Refuses what would not fit into an index together. */
  static void requireShort(String column, @Nullable String text, String beside) throws BadRow {
    if (text == null
        || (text.length() + beside.length()) * MAX_BYTES_OF_A_CHARACTER <= MAX_KEY_BYTES) {
      return;
    }
    if (bytes(text) + bytes(beside) > MAX_KEY_BYTES) {
      throw new BadRow(
          "%s is too long: more than %d bytes%s"
              .formatted(column, MAX_KEY_BYTES, beside.isEmpty() ? "" : " together with event"));
    }
  }

  /** Refuses JSON that would not fit into a column. */
  static String requireFitting(String column, String json) throws BadRow {
    if (json.length() > MAX_JSON_BYTES / MAX_BYTES_OF_A_CHARACTER && bytes(json) > MAX_JSON_BYTES) {
      throw new BadRow("%s: more than %d bytes".formatted(column, MAX_JSON_BYTES));
    }
    return json;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
