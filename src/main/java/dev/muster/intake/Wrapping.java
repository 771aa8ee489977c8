package dev.muster.intake;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What another system puts around a row: {@code {"_airbyte_data": {…}}} (Airbyte), {@code
 * {"_source": {…}}} (Elasticsearch), {@code {"Item": {…}}} (DynamoDB), {@code {"op": "c", "after":
 * {…}}} (Debezium), {@code {"data": […]}} (APIs).
 *
 * @param name where the row stands in it, for people to read
 * @param filter what jq takes it out by; what has none, as a deletion has, is left out
 * @param row the row, or the first of several
 */
record Wrapping(String name, String filter, Map<String, Value> row) {
  private static final String USER = "user_id";

  /** What is around these says how a row came here, and is nothing of its own. */
  private static final Set<String> AROUND_A_ROW =
      Set.of(
          "_airbyte_data",
          "_source",
          "after",
          "doc",
          "document",
          "dynamodb",
          "fullDocument",
          "hits",
          "Item",
          "NewImage",
          "payload",
          "record",
          "row");

  private static final Set<String> AROUND_ROWS =
      Set.of("data", "hits", "items", "Items", "records", "results", "rows", "users", "events");

  /** Names of ids that are those of the envelope. */
  private static final Set<String> ITS_OWN = Set.of("id", "key");

  private static final int DEEPEST = 3;

  /**
   * The envelope of a row; nothing where it has none, or has a user's id of its own.
   *
   * @param needed the keys that every row needs
   */
  static Optional<Wrapping> of(Map<String, Value> values, List<String> needed) {
    return of(new Place("", ""), values, needed, DEEPEST);
  }

  private static Optional<Wrapping> of(
      Place place, Map<String, Value> values, List<String> needed, int deepest) {
    if (deepest == 0 || isARow(values)) {
      return Optional.empty();
    }
    return values.entrySet().stream()
        .filter(member -> mayHold(member.getKey(), member.getValue(), values, needed))
        .map(member -> within(place, member.getKey(), member.getValue(), needed, deepest))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static boolean mayHold(
      String name, Value value, Map<String, Value> values, List<String> needed) {
    if (values.size() == 1 || AROUND_A_ROW.contains(name)) {
      return true;
    }
    return isArray(value)
        ? AROUND_ROWS.contains(name)
        // Of profiles all may be attributes; what has all three is an event.
        : needed.size() > 1 && Sample.members(value).keySet().containsAll(needed);
  }

  private static Optional<Wrapping> within(
      Place place, String name, Value value, List<String> needed, int deepest) {
    var inner = place.step(name, value);
    var row = inner.row(value);
    if (row.isEmpty()) {
      return Optional.empty();
    }
    if (DynamoDb.isRow(row)) {
      return Optional.of(
          new Wrapping(inner.name(), DynamoDb.filter(inner.taken()), DynamoDb.plain(row)));
    }
    var here = new Wrapping(inner.name(), inner.taken(), row);
    if (row.containsKey(USER)) {
      return Optional.of(here);
    }
    // An id may be that of one more envelope.
    return of(inner, row, needed, deepest - 1)
        .or(() -> mayHaveAUser(row) ? Optional.of(here) : Optional.empty());
  }

  private static boolean mayHaveAUser(Map<String, Value> row) {
    var sample = new Sample();
    sample.row(row);
    return sample.alike(USER).stream().anyMatch(key -> !key.untyped().isNested());
  }

  /** Whether it has a key of its own that may be its user. */
  private static boolean isARow(Map<String, Value> values) {
    return values.entrySet().stream()
        .filter(member -> !member.getValue().isComposite())
        .map(Map.Entry::getKey)
        .filter(name -> !name.startsWith("_") && !ITS_OWN.contains(name))
        .anyMatch(name -> LookAlikes.isNear(USER, KeyPath.of(name)));
  }

  private static boolean isArray(Value value) {
    return value instanceof Value.JsonColumn(var text) && text.startsWith("[");
  }

  /** Where one gets to by some names. */
  private record Place(String name, String filter) {

    Place step(String next, Value value) {
      var jq = filter + KeyPath.of(next).jq();
      return new Place(
          name.isEmpty() ? next : name + "." + next,
          switch (value) {
            case Value.Text _ -> jq + " // empty | fromjson | ";
            default -> isArray(value) ? jq + "[]" : jq;
          });
    }

    /** The object that stands there, also as text, or the first of a list; empty for none. */
    Map<String, Value> row(Value value) {
      try {
        return switch (value) {
          case Value.Text(var text) when text.startsWith("{") -> JsonColumn.row(text);
          case Value.JsonColumn(var text) when text.startsWith("[") -> JsonColumn.first(text);
          default -> Sample.members(value);
        };
      } catch (BadRow e) {
        return Map.of();
      }
    }

    /** What jq takes out of there. */
    String taken() {
      return filter.endsWith(" | ")
          ? filter.substring(0, filter.length() - " | ".length())
          : filter + " // empty";
    }
  }
}
