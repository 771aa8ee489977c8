package dev.muster.intake;

import dev.muster.campaign.WhiteSpace;
import dev.muster.campaign.file.CsvNull;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the columns of profiles and of events have in common. */
final class Columns {
  /** What a row is told of a needed column with nothing in it. */
  static final String EMPTY = "is empty";

  private static final String FRACTION =
      "is a number with a fraction, expected a text or a whole number";

  /**
   * UTF-8 bytes of what goes into one entry of an index: PostgreSQL's B-trees take 2,704 with the
   * entry's own bookkeeping.
   */
  private static final int MAX_KEY_BYTES = 2_600;

  /** UTF-8 bytes of a JSON column: H2 takes 1,048,576. */
  private static final int MAX_JSON_BYTES = 1_000_000;

  private static final int MAX_BYTES_OF_A_CHARACTER = 3;

  /** Columns where a CSV's word for null is nobody's id. */
  private static final Set<String> IDS = Set.of("user_id", "anonymous_id", "id");

  private Columns() {}

  /** The text of a column that must be there and hold something; it leaves the map. */
  static String needed(Map<String, Value> values, String column) throws BadRow {
    var text = optional(values, column);
    if (text == null) {
      throw BadRow.of(column, EMPTY);
    }
    return text;
  }

  /**
   * The text of a column, or null where it is absent, empty or white space alone, or an id in a CSV
   * that is the word null; it leaves the map.
   */
  static @Nullable String optional(Map<String, Value> values, String column) throws BadRow {
    var text =
        switch (values.remove(column)) {
          case null -> "";
          case Value.Cell(var cell) -> IDS.contains(column) && CsvNull.isId(cell) ? "" : cell;
          case Value.Text value -> value.text();
          // An id that is a number elsewhere is a text here, as it is in a CSV.
          case Value.JsonColumn json when json.isWholeNumber() -> json.wholeNumber();
          case Value.JsonColumn json when json.isNull() -> "";
          case Value.JsonColumn json when json.isNumber() -> throw BadRow.of(column, FRACTION);
          case Value.JsonColumn _ -> throw BadRow.of(column, "is not a text");
        };
    return WhiteSpace.only(text) ? null : text;
  }

  /** What a row says of a text; it leaves the map. */
  static Change<String> text(Map<String, Value> values, String column) throws BadRow {
    if (!values.containsKey(column)) {
      return new Change.Keep<>();
    }
    var text = optional(values, column);
    return text == null ? new Change.Clear<>() : new Change.To<>(text);
  }

  /** What a row says of a boolean, as databases and spreadsheets write one; it leaves the map. */
  static Change<Boolean> bool(Map<String, Value> values, String column) throws BadRow {
    if (!values.containsKey(column)) {
      return new Change.Keep<>();
    }
    var text =
        switch (values.remove(column)) {
          case null -> "";
          case Value.Cell cell -> cell.text();
          case Value.Text quoted -> quoted.text();
          case Value.JsonColumn json -> json.isNull() ? "" : json.text();
        };
    return switch (WhiteSpace.strip(text).toLowerCase(Locale.ROOT)) {
      case "" -> new Change.Clear<>();
      case "true", "t", "yes", "1" -> new Change.To<>(true);
      case "false", "f", "no", "0" -> new Change.To<>(false);
      default ->
          throw new BadRow(
              column + " is neither true nor false, expected true/false, t/f, yes/no or 1/0");
    };
  }

  /**
   * A column's JSON object, compact, be it JSON or text that holds some; empty where the column is
   * absent, empty or null.
   */
  static Optional<String> object(String column, @Nullable Value value) throws BadRow {
    try {
      return switch (value) {
        case null -> Optional.empty();
        case Value.Cell(var text) -> objectIn(text);
        case Value.Text(var text) -> objectIn(text);
        case Value.JsonColumn json when json.isNull() -> Optional.empty();
        case Value.JsonColumn json when json.isObject() -> Optional.of(json.text());
        case Value.JsonColumn _ -> throw new BadRow("not a JSON object");
      };
    } catch (BadRow e) {
      throw new BadRow(column + ": " + e.reason());
    }
  }

  private static Optional<String> objectIn(String text) throws BadRow {
    return WhiteSpace.only(text) || WhiteSpace.strip(text).equals("null")
        ? Optional.empty()
        : Optional.of(JsonColumn.object(text));
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
