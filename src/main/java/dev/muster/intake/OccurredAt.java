package dev.muster.intake;

import dev.muster.campaign.WhiteSpace;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Instants as ISO 8601 and databases write them: {@code 2026-12-01T09:00:00.123456Z}, {@code
 * 2026-12-01 10:00:00+01} (PostgreSQL), {@code 2026-12-01 09:00:00 UTC} (BigQuery); offsets also as
 * {@code +01:00} and {@code +0100}.
 */
final class OccurredAt {
  private static final String COLUMN = "occurred_at";
  private static final String EXPECTED = ", expected one such as 2026-12-01T09:00:00Z";

  /** The local part up to nine digits of the second's fraction; its rest; the zone. */
  private static final Pattern PARTS =
      Pattern.compile(
          "([+-]?\\d{4,9}-\\d\\d-\\d\\d)[Tt ](\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d{1,9}+)?+)?+)(\\d*)"
              + "[\\p{Zs}\\t]*([^\\d.,].*|)");

  private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}\\d_/+:-]*");

  private static final DateTimeFormatter OFFSETS =
      new DateTimeFormatterBuilder()
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

  private OccurredAt() {}

  /**
   * The instant that the text means, cut to microseconds.
   *
   * @throws BadRow when it is none, has no zone, one that is a word other than UTC, or a year that
   *     not both databases know
   */
  static Instant instant(String text) throws BadRow {
    var stripped = WhiteSpace.strip(text);
    var parts = PARTS.matcher(stripped);
    if (!parts.matches()) {
      throw BadRow.of(
          COLUMN, (isDate(stripped) ? "has no zone" : "is no ISO 8601 instant") + EXPECTED);
    }
    Instant instant;
    try {
      instant = OffsetDateTime.parse(iso(parts, zone(parts.group(4))), OFFSETS).toInstant();
    } catch (DateTimeException e) {
      throw BadRow.of(COLUMN, fault(parts) + EXPECTED);
    }
    var year = instant.atOffset(ZoneOffset.UTC).getYear();
    if (year < 1 || year > 9999) {
      throw BadRow.of(COLUMN, "is outside the years 1 to 9999");
    }
    return instant.truncatedTo(ChronoUnit.MICROS);
  }

  private static String iso(Matcher parts, String zone) {
    return parts.group(1) + "T" + parts.group(2).replace(',', '.') + zone;
  }

  private static String zone(String written) {
    return written.equalsIgnoreCase("utc") || written.equals("z") ? "Z" : written;
  }

  private static String fault(Matcher parts) {
    try {
      LocalDateTime.parse(iso(parts, ""), DateTimeFormatter.ISO_LOCAL_DATE_TIME);
    } catch (DateTimeException e) {
      return "is no ISO 8601 instant";
    }
    var zone = parts.group(4);
    if (zone.isEmpty()) {
      return "has no zone";
    }
    return WORD.matcher(zone).matches()
        ? "has a zone in letters, which is ambiguous unless it is Z or UTC"
        : "is no ISO 8601 instant";
  }

  private static boolean isDate(String text) {
    try {
      LocalDate.parse(text);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
