package dev.muster.intake;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code user_id}, {@code anonymous_id}, {@code timezone} and {@code opted_out} fill columns, all
 * others become attributes under their own names. CSV cells are typed by their text.
 */
final class ProfileMapping implements Mapping<Profile> {
  private final Set<String> textColumns;

  /**
   * @param textColumns columns whose CSV cells stay text, whatever they look like
   */
  ProfileMapping(Set<String> textColumns) {
    this.textColumns = Set.copyOf(textColumns);
  }

  @Override
  public void columns(List<String> columns) {
    Columns.require(columns, "user_id");
    for (var column : textColumns) {
      if (!columns.contains(column)) {
        throw new UnreadableSource("has no column %s, which is to stay text".formatted(column));
      }
    }
  }

  @Override
  public Profile map(Map<String, Value> values) throws BadRow {
    var userId = Columns.needed(values, "user_id");
    Columns.requireShort("user_id", userId, "");
    var anonymousId = Columns.optional(values, "anonymous_id");
    Columns.requireShort("anonymous_id", anonymousId, "");
    var timezone = Columns.optional(values, "timezone");
    Columns.requireShort("timezone", timezone, "");
    var optedOut = optedOut(values.remove("opted_out"));
    var attributes = Columns.requireFitting("attributes", attributes(values));
    return new Profile(userId, anonymousId, timezone, optedOut, attributes);
  }

  @Override
  public int size(Profile row) {
    return row.userId().length() + row.attributes().length();
  }

  private static boolean optedOut(@Nullable Value value) throws BadRow {
    var text =
        switch (value) {
          case null -> "";
          case Value.Cell cell -> cell.text();
          case Value.Text quoted -> quoted.text();
          case Value.Json json -> json.isNull() ? "" : json.text();
        };
    if (text.isEmpty() || text.equalsIgnoreCase("false")) {
      return false;
    }
    if (text.equalsIgnoreCase("true")) {
      return true;
    }
    throw new BadRow("opted_out is neither true nor false");
  }

  private String attributes(Map<String, Value> values) throws BadRow {
    var out = new StringBuilder(64).append('{');
    for (var entry : values.entrySet()) {
      var before = out.length();
      if (before > 1) {
        out.append(',');
      }
      Json.quote(entry.getKey(), out);
      out.append(':');
      if (!append(entry.getKey(), entry.getValue(), out)) {
        out.setLength(before);
      }
    }
    return out.append('}').toString();
  }

  /** False for an empty cell, which is an absent attribute. */
  private boolean append(String column, Value value, StringBuilder out) throws BadRow {
    switch (value) {
      case Value.Text text -> Json.quote(text.text(), out);
      case Value.Json json -> out.append(json.text());
      case Value.Cell(var text) -> {
        if (text.isEmpty()) {
          return false;
        }
        if (textColumns.contains(column)) {
          Json.quote(text, out);
        } else if (text.equals("true") || text.equals("false")) {
          out.append(text);
        } else if (JsonNumber.is(text)) {
          out.append(number(column, text));
        } else {
          Json.quote(text, out);
        }
      }
    }
    return true;
  }

  private static String number(String column, String text) throws BadRow {
    try {
      return JsonNumber.checked(text);
    } catch (BadRow e) {
      throw new BadRow(column + ": " + e.reason());
    }
  }
}
