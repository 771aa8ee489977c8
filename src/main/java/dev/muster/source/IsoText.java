package dev.muster.source;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Text in data that counts as a date: an ISO 8601 date, local date-time or instant of the years
 * 0001 to 9999, with minutes, and seconds and a fraction or without. The expressions allow real
 * days and times only, and mean the same to Java and to PostgreSQL.
 */
public final class IsoText {
  private static final String LEAP_YEAR =
      "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)";
  private static final String DATE =
      "(?!0000)(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
          + "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
          + "|02-(?:0[1-9]|1[0-9]|2[0-8]))|"
          + LEAP_YEAR
          + "-02-29)";
  private static final String TIME =
      "T(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:[.][0-9]+)?)?";

  /** A date or a local date-time. */
  public static final String LOCAL = "^" + DATE + "(?:" + TIME + ")?$";

  /** A local date-time with its offset from UTC. */
  public static final String INSTANT =
      "^" + DATE + TIME + "(?:Z|[+-](?:(?:0[0-9]|1[0-7]):[0-5][0-9]|18:00))$";

  /** What comes before the offset, cut to microseconds. */
  public static final String WITHOUT_OFFSET =
      "^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]{1,6})?)?)?";

  /** The offset, unless it is {@code Z}. */
  public static final String OFFSET = "[+-][0-9]{2}:[0-9]{2}$";

  private static final Pattern LOCAL_FORM = Pattern.compile(LOCAL);
  private static final Pattern INSTANT_FORM = Pattern.compile(INSTANT);
  private static final Pattern LOCAL_PART = Pattern.compile(WITHOUT_OFFSET);
  private static final Pattern OFFSET_PART = Pattern.compile(OFFSET);

  private IsoText() {}

  /** The instant that is meant, cut to microseconds; a local one is read in the zone. */
  static Optional<Instant> read(String text, ZoneId zone) {
    if (LOCAL_FORM.matcher(text).matches()) {
      return Optional.of(local(text).atZone(zone).toInstant());
    }
    if (INSTANT_FORM.matcher(text).matches()) {
      var offset = OFFSET_PART.matcher(text);
      return Optional.of(
          local(text).toInstant(offset.find() ? ZoneOffset.of(offset.group()) : ZoneOffset.UTC));
    }
    return Optional.empty();
  }

  private static LocalDateTime local(String text) {
    var part = LOCAL_PART.matcher(text);
    if (!part.find()) {
      throw new IllegalArgumentException("no date: " + text);
    }
    var local = part.group();
    return LocalDateTime.parse(local.length() == "2026-12-01".length() ? local + "T00:00" : local);
  }
}
