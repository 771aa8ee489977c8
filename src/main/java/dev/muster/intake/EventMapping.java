package dev.muster.intake;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code user_id}, {@code event}, {@code occurred_at}, {@code properties} and {@code id}. Other
 * columns have no place in an event; their names are remembered, so that it can be said.
 */
final class EventMapping implements Mapping<Event> {
  private static final int MOST_IGNORED_NAMES = 20;

  private final Set<String> ignored = Collections.synchronizedSet(new TreeSet<>());

  @Override
  public List<String> needed() {
    return List.of("user_id", "event", "occurred_at");
  }

  @Override
  public List<String> texts() {
    return List.of("user_id", "event", "occurred_at", "id");
  }

  @Override
  public Event map(Map<String, Value> values, Supplier<FileRow> from) throws BadRow {
    var userId = Columns.needed(values, "user_id");
    var name = Columns.needed(values, "event");
    Columns.requireShort("user_id", userId, name);
    var occurredAt = OccurredAt.instant(Columns.needed(values, "occurred_at"));
    var id = Columns.optional(values, "id");
    Columns.requireShort("id", id, "");
    var properties = Columns.requireFitting("properties", properties(values.remove("properties")));
    if (!values.isEmpty() && ignored.size() < MOST_IGNORED_NAMES) {
      ignored.addAll(values.keySet());
    }
    return new Event(id, userId, name, occurredAt, properties, id == null ? null : from.get());
  }

  @Override
  public int size(Event row) {
    var from = row.from() == null ? 0 : row.from().raw().length();
    return row.userId().length() + row.name().length() + row.properties().length() + from;
  }

  @Override
  public Set<String> ignored() {
    return Set.copyOf(ignored);
  }

  private static String properties(@Nullable Value value) throws BadRow {
    return Columns.object("properties", value).orElse("{}");
  }
}
