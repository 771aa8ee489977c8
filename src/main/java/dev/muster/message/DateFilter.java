package dev.muster.message;

import dev.muster.campaign.UserZone;
import dev.muster.campaign.WhiteSpace;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import liqp.TemplateContext;
import liqp.filters.Filter;
import liqp.filters.Filters;
import org.jspecify.annotations.Nullable;

/**
 * {@code date: "%d %B %Y"}: ISO dates, local date-times and instants, seconds since 1970, as number
 * or in text of digits alone, and {@code 'now'}, which is when the user was due, so that a message
 * is the same whenever it is made. An offset in the text is kept, all else is shown in the
 * account's zone; with a second parameter all is shown in the zone that it names, or in the
 * account's where it names none that is known. Other text stays as it is.
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
          .appendPattern("[[ ]XXXXX][[ ]XXXX][[ ]XX][[ ]X]]")
          .toFormatter()
          .withResolverStyle(ResolverStyle.STRICT);

  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,15}");
  private static final Pattern UTC_AT_END = Pattern.compile("(?<=[0-9]) ?(?:UTC|GMT)$");
  private static final Pattern DIRECTIVE = Pattern.compile("%%|%[-_0^#]*[0-9]{0,3}Z|%[CFYcev]");
  private static final DateTimeFormatter ABBREVIATION =
      DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH);
  private static final ZoneId UTC = ZoneId.of("UTC");

  private final ZoneId zone;

  DateFilter(ZoneId zone) {
    super("date");
    this.zone = zone;
  }

  @Override
  public @Nullable Object apply(
      @Nullable Object value, TemplateContext context, @Nullable Object... parameters) {
    var time = timeOf(value, context);
    if (time == null || WhiteSpace.only(TemplateText.joined(parameters[0]))) {
      return value;
    }
    var shown = parameters.length > 1 ? time.withZoneSameInstant(zoneIn(parameters[1])) : time;
    var format = asInRuby(TemplateText.joined(parameters[0]), shown);
    return LIQUID.apply(shown, context, format);
  }

  /** The format with that filled in which Liquid's Java version shows otherwise than Ruby. */
  private static String asInRuby(String format, ZonedDateTime time) {
    return DIRECTIVE
        .matcher(format)
        .replaceAll(
            found -> Matcher.quoteReplacement(asInRuby(found.group(), time.getYear(), time)));
  }

  private static String asInRuby(String directive, int year, ZonedDateTime time) {
    return switch (directive.charAt(directive.length() - 1)) {
      case 'Z' -> ABBREVIATION.format(utc(time)).replace("%", "%%");
      case 'Y' -> String.format(Locale.ROOT, "%04d", year);
      case 'C' -> String.format(Locale.ROOT, "%02d", Math.floorDiv(year, 100));
      case 'F' -> String.format(Locale.ROOT, "%04d-%%m-%%d", year);
      case 'e' -> String.format(Locale.ROOT, "%2d", time.getDayOfMonth());
      case 'c' ->
          String.format(Locale.ROOT, "%%a %%b %2d %%H:%%M:%%S %04d", time.getDayOfMonth(), year);
      case 'v' -> String.format(Locale.ROOT, "%2d-%%^b-%04d", time.getDayOfMonth(), year);
      default -> directive;
    };
  }

  private ZoneId zoneIn(@Nullable Object parameter) {
    var known = parameter instanceof CharSequence name ? UserZone.of(name.toString()) : null;
    return known == null ? zone : known;
  }

  /** Java calls it Z, where it is an offset. */
  private static ZonedDateTime utc(ZonedDateTime time) {
    return time.getZone().equals(ZoneOffset.UTC) ? time.withZoneSameLocal(UTC) : time;
  }

  private @Nullable ZonedDateTime timeOf(@Nullable Object value, TemplateContext context) {
    return switch (value) {
      case CharSequence text -> timeIn(WhiteSpace.strip(text.toString()), context);
      case Number seconds -> timeAt(Values.number(seconds));
      case null, default -> null;
    };
  }

  /** A number beyond all years is no date. */
  private @Nullable ZonedDateTime timeAt(BigDecimal seconds) {
    try {
      return Instant.ofEpochSecond(seconds.setScale(0, RoundingMode.FLOOR).longValueExact())
          .atZone(zone);
    } catch (ArithmeticException | DateTimeException beyond) {
      return null;
    }
  }

  private @Nullable ZonedDateTime timeIn(String text, TemplateContext context) {
    if (text.equals("now") || text.equals("today")) {
      return context.get(DUE) instanceof Instant due ? due.atZone(zone) : null;
    }
    if (DIGITS.matcher(text).matches()) {
      return timeAt(new BigDecimal(text));
    }
    try {
      return switch (ISO.parseBest(
          UTC_AT_END.matcher(text).replaceFirst("Z"),
          OffsetDateTime::from,
          LocalDateTime::from,
          LocalDate::from)) {
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
