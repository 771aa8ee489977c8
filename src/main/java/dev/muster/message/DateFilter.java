package dev.muster.message;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import liqp.TemplateContext;
import liqp.filters.Filter;
import liqp.filters.Filters;
import org.jspecify.annotations.Nullable;

/**
 * {@code date: "%d %B %Y"}: ISO dates, local date-times and instants, seconds since 1970, and
 * {@code 'now'}, which is when the user was due, so that a message is the same whenever it is made.
 * An offset in the text is kept, all else is shown in the account's zone. Other text stays as it
 * is.
 */
final class DateFilter extends Filter {
  /** The variable with the instant at which the user was due; no template can name it. */
  static final String DUE = "due at";

  private static final Filter LIQUID = Filters.DEFAULT_FILTERS.get("date");
  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("[['T'][ ]")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[XXXXX][XXXX][XX][X]]")
          .toFormatter();

  private final ZoneId zone;

  DateFilter(ZoneId zone) {
    super("date");
    this.zone = zone;
  }

  @Override
  public @Nullable Object apply(
      @Nullable Object value, TemplateContext context, @Nullable Object... parameters) {
    return switch (value) {
      case String text -> {
        var time = timeIn(text.strip(), context);
        yield time == null ? text : LIQUID.apply(time, context, parameters);
      }
      case Number seconds -> LIQUID.apply(seconds, context, parameters);
      case null, default -> value;
    };
  }

  private @Nullable ZonedDateTime timeIn(String text, TemplateContext context) {
    if (text.equals("now") || text.equals("today")) {
      return context.get(DUE) instanceof java.time.Instant due ? due.atZone(zone) : null;
    }
    try {
      return switch (ISO.parseBest(
          text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from)) {
        case OffsetDateTime time -> time.toZonedDateTime();
        case LocalDateTime time -> time.atZone(zone);
        case LocalDate day -> day.atStartOfDay(zone);
        default -> null;
      };
    } catch (DateTimeParseException otherText) {
      return null;
    }
  }
}
