package dev.muster.campaign;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The time zone of a user, as profiles have it: a name of the tz database in any letters, or a
 * fixed offset.
 */
public final class UserZone {
  /** Java's own, which the tz database has given up long ago. */
  private static final String GIVEN_UP = "SystemV/";

  private static final Pattern OFFSET =
      Pattern.compile(
          "(?:utc|gmt)?(?<sign>[+-])(?:(?<hours>\\d{1,2})(?::(?<minutes>\\d\\d))?|(?<four>\\d{4}))");

  private static final int MOST_MINUTES = 18 * 60;

  private static final Map<String, ZoneId> BY_NAME = byName();

  private UserZone() {}

  /**
   * The zone that is meant, or null where there is none or it is not known. White space around it
   * does not matter. The zone's own id leads back to it.
   *
   * @param written a name of the tz database in any letters; its EST, MST and HST are 5, 7 and 10
   *     hours west all year; or an offset up to 18 hours, such as {@code +05:30}, {@code -0800},
   *     {@code +5}, {@code UTC+5}, which is 5 hours east, {@code Z}
   */
  public static @Nullable ZoneId of(@Nullable String written) {
    if (written == null) {
      return null;
    }
    var exactly = BY_NAME.get(written);
    if (exactly != null) {
      return exactly;
    }
    var name = WhiteSpace.strip(written);
    // Beyond ASCII there are letters whose small ones are of ASCII, such as the Kelvin sign.
    if (name.isEmpty() || name.chars().anyMatch(c -> c > 0x7F)) {
      return null;
    }
    var lower = name.toLowerCase(Locale.ROOT);
    var named = BY_NAME.get(lower);
    return named == null ? offset(lower) : named;
  }

  /**
   * How a zone that is not known is spelled, without the white space around it; or null where the
   * zone is known, or there is none.
   */
  public static @Nullable String unknownSpelling(@Nullable String written) {
    if (written == null || of(written) != null) {
      return null;
    }
    var spelling = WhiteSpace.strip(written);
    return spelling.isEmpty() ? null : spelling;
  }

  private static @Nullable ZoneId offset(String written) {
    var offset = OFFSET.matcher(written);
    if (!offset.matches()) {
      return null;
    }
    var four = offset.group("four");
    var hours = four == null ? offset.group("hours") : four.substring(0, 2);
    var minutes = four == null ? offset.group("minutes") : four.substring(2);
    return offset(
        offset.group("sign").equals("-") ? -1 : 1,
        Integer.parseInt(hours),
        minutes == null ? 0 : Integer.parseInt(minutes));
  }

  private static @Nullable ZoneId offset(int sign, int hours, int minutes) {
    var whole = hours * 60 + minutes;
    return minutes > 59 || whole > MOST_MINUTES
        ? null
        : ZoneOffset.ofTotalSeconds(sign * whole * 60);
  }

  /** Every zone by its name as the tz database writes it, and in small letters. */
  private static Map<String, ZoneId> byName() {
    var zones = new HashMap<String, ZoneId>();
    for (var name : ZoneId.getAvailableZoneIds()) {
      if (!name.startsWith(GIVEN_UP)) {
        add(zones, name, name);
      }
    }
    // Java lacks the one, and takes the others, as the tz database does now, for places' links.
    add(zones, "ROC", "Asia/Taipei");
    add(zones, "EST", "-05:00");
    add(zones, "MST", "-07:00");
    add(zones, "HST", "-10:00");
    add(zones, "Z", "Z");
    return Map.copyOf(zones);
  }

  private static void add(Map<String, ZoneId> zones, String name, String id) {
    try {
      var zone = ZoneId.of(id);
      zones.put(name, zone);
      zones.put(name.toLowerCase(Locale.ROOT), zone);
    } catch (DateTimeException e) {
      // Of a few names the JDK has no rules.
    }
  }
}
