package dev.muster.schedule;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The time zone of a user, as profiles have it: a name of the tz database. */
public final class UserZone {
  private static final Set<String> NAMES = ZoneId.getAvailableZoneIds();

  private UserZone() {}

  /** The zone of that name, or null where there is none. */
  public static @Nullable ZoneId of(@Nullable String name) {
    try {
      return name == null || !NAMES.contains(name) ? null : ZoneId.of(name);
    } catch (DateTimeException e) {
      // Of a few names the JDK has no rules.
      return null;
    }
  }
}
