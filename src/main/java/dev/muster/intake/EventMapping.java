package dev.muster.intake;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * {@code user_id}, {@code event}, {@code occurred_at}, {@code properties} and {@code id}. Other
 * columns have no place in an event; their names are remembered, so that it can be said.
 */
final class EventMapping implements Mapping<Event> {
  private static final int MOST_IGNORED_NAMES = 20;

  /**
   * ISO 8601: {@code 2026-12-01T09:00:00.123456Z}, with {@code +01:00}, {@code +0100}, {@code +01}.
   */
  private static final DateTimeFormatter INSTANT =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .appendOffset("+HH:MM:ss", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HHmm", "Z")
          .optionalEnd()
          .toFormatter()
          .withResolverStyle(ResolverStyle.STRICT)
          .withChronology(IsoChronology.INSTANCE);

  private final Set<String> ignored = Collections.synchronizedSet(new TreeSet<>());

  @Override
  public void columns(List<String> columns) {
    Columns.require(columns, "user_id", "event", "occurred_at");
  }

  @Override
  public Event map(Map<String, Value> values) throws BadRow {
    var userId = Columns.needed(values, "user_id");
    var name = Columns.needed(values, "event");
    Columns.requireShort("user_id", userId, name);
    var occurredAt = occurredAt(Columns.needed(values, "occurred_at"));
    var id = Columns.optional(values, "id");
    Columns.requireShort("id", id, "");
    var properties = Columns.requireFitting("properties", properties(values.remove("properties")));
    if (!values.isEmpty() && ignored.size() < MOST_IGNORED_NAMES) {
      ignored.addAll(values.keySet());
    }
    return new Event(id, userId, name, occurredAt, properties);
  }

  @Override
  public int size(Event row) {
    return row.userId().length() + row.name().length() + row.properties().length();
  }

  /** Names that no event has, as far as they were met. */
  Set<String> ignored() {
    return Set.copyOf(ignored);
  }

  private static Instant occurredAt(String text) throws BadRow {
    Instant instant;
    try {
      instant = OffsetDateTime.parse(text, INSTANT).toInstant();
    } catch (DateTimeException e) {
      throw new BadRow(
          (isLocal(text) ? "occurred_at has no zone" : "occurred_at is no ISO 8601 instant")
              + ", expected one such as 2026-12-01T09:00:00Z");
    }
    var year = instant.atOffset(ZoneOffset.UTC).getYear();
    if (year < 1 || year > 9999) {
      throw new BadRow("occurred_at is outside the years 1 to 9999");
    }
    return instant.truncatedTo(ChronoUnit.MICROS);
  }

  private static boolean isLocal(String text) {
    try {
      if (text.length() > 10) {
        LocalDateTime.parse(text);
      } else {
        LocalDate.parse(text);
      }
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static String properties(@Nullable Value value) throws BadRow {
    try {
      return switch (value) {
        case null -> "{}";
        case Value.Cell(var text) -> text.isEmpty() ? "{}" : Json.object(text);
        case Value.Json json when json.isNull() -> "{}";
        case Value.Json json when json.isObject() -> json.text();
        case Value.Json _, Value.Text _ -> throw new BadRow("not a JSON object");
      };
    } catch (BadRow e) {
      throw new BadRow("properties: " + e.reason());
    }
  }
}
