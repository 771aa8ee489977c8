package dev.muster.intake;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/**
 * {@code user_id}, {@code anonymous_id}, {@code timezone} and {@code opted_out} fill columns, the
 * members of {@code attributes} and all others become attributes under their own names. CSV cells
 * are typed by their text.
 */
final class ProfileMapping implements Mapping<Profile> {
  private static final String ATTRIBUTES = "attributes";
  private static final int MOST_NAMES = 1000;
  private static final List<String> COLUMNS =
      List.of("user_id", "anonymous_id", "timezone", "opted_out");

  private final Set<String> textColumns;
  private final boolean whole;
  private final Set<String> names = new HashSet<>();
  private final Map<String, String> alike = new ConcurrentSkipListMap<>();

  /**
   * @param textColumns columns whose CSV cells stay text, whatever they look like
   * @param whole whether a row is a whole profile, and clears what it does not speak of
   */
  ProfileMapping(Set<String> textColumns, boolean whole) {
    this.textColumns = Set.copyOf(textColumns);
    this.whole = whole;
  }

  @Override
  public List<String> needed() {
    return List.of("user_id");
  }

  @Override
  public List<String> texts() {
    return List.of("user_id", "anonymous_id", "timezone");
  }

  @Override
  public void columns(List<String> columns) {
    for (var column : textColumns) {
      if (!columns.contains(column)) {
        throw new UnreadableSource("has no column %s, which is to stay text".formatted(column));
      }
    }
    if (textColumns.contains(ATTRIBUTES)) {
      throw new UnreadableSource(
          "the column attributes holds JSON objects and cannot stay text; take it out of --text");
    }
  }

  @Override
  public Profile map(Map<String, Value> values, Supplier<FileRow> from) throws BadRow {
    var userId = Columns.needed(values, "user_id");
    Columns.requireShort("user_id", userId, "");
    var anonymousId = Columns.text(values, "anonymous_id");
    Columns.requireShort("anonymous_id", anonymousId.value(), "");
    var timezone = Columns.text(values, "timezone");
    Columns.requireShort("timezone", timezone.value(), "");
    var optedOut = Columns.bool(values, "opted_out");
    var speaksOfAll = values.containsKey(ATTRIBUTES);
    var members = Columns.object(ATTRIBUTES, values.remove(ATTRIBUTES));
    // There and null, they are all cleared, save those that stand beside it.
    var clearsAll = speaksOfAll && members.isEmpty();
    var cleared = new ArrayList<String>(0);
    var attributes =
        Columns.requireFitting(
            ATTRIBUTES,
            attributes(
                values, members.isEmpty() ? Map.of() : JsonColumn.row(members.get()), cleared));
    return whole
        ? new Profile(
            userId,
            anonymousId.orClear(),
            timezone.orClear(),
            optedOut.orClear(),
            attributes,
            List.of(),
            true)
        : new Profile(
            userId,
            anonymousId,
            timezone,
            optedOut,
            attributes,
            clearsAll ? List.of() : cleared,
            clearsAll);
  }

  @Override
  public int size(Profile row) {
    return row.userId().length() + row.attributes().length();
  }

  private String attributes(
      Map<String, Value> values, Map<String, Value> members, List<String> cleared) throws BadRow {
    for (var name : members.keySet()) {
      if (COLUMNS.contains(name)) {
        throw new BadRow("attributes: %s is a column, expected beside attributes".formatted(name));
      }
      if (values.containsKey(name)) {
        throw new BadRow("%s stands in attributes and beside it, expected once".formatted(name));
      }
    }
    var out = new StringBuilder(64).append('{');
    append(values, out, cleared);
    append(members, out, cleared);
    return out.append('}').toString();
  }

  @Override
  public Map<String, String> alike() {
    return Map.copyOf(alike);
  }

  private void append(Map<String, Value> values, StringBuilder out, List<String> cleared)
      throws BadRow {
    for (var entry : values.entrySet()) {
      noteName(entry.getKey(), entry.getValue());
      var before = out.length();
      if (before > 1) {
        out.append(',');
      }
      JsonColumn.quote(entry.getKey(), out);
      out.append(':');
      if (!append(entry.getKey(), entry.getValue(), out)) {
        out.setLength(before);
        cleared.add(entry.getKey());
      }
    }
  }

  /** Looks at each name once, save what stands in objects under it. */
  private void noteName(String name, Value value) {
    if (value.isComposite()
        && alike.size() < MOST_NAMES
        && !alike.containsKey(name)
        && LookAlikes.isOfAttributes(name, value)) {
      alike.put(name, ATTRIBUTES);
    }
    if (names.size() < MOST_NAMES && names.add(name)) {
      var column = LookAlikes.column(name);
      if (column != null) {
        alike.put(name, column);
      }
    }
  }

  /** False for null and for an empty cell, which clear the attribute. */
  private boolean append(String column, Value value, StringBuilder out) throws BadRow {
    switch (value) {
      case Value.Text text -> JsonColumn.quote(text.text(), out);
      case Value.JsonColumn json when json.isNull() -> {
        return false;
      }
      case Value.JsonColumn json -> out.append(json.text());
      case Value.Cell(var text) -> {
        if (text.isEmpty()) {
          return false;
        }
        if (textColumns.contains(column)) {
          JsonColumn.quote(text, out);
        } else if (text.equals("true") || text.equals("false")) {
          out.append(text);
        } else if (JsonNumber.is(text)) {
          out.append(number(column, text));
        } else {
          JsonColumn.quote(text, out);
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
