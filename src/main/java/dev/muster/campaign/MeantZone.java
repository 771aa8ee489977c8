package dev.muster.campaign;

import java.time.ZoneId;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;

/** The time zone that was meant by a name that is none: a place, an abbreviation, a slip. */
final class MeantZone {
  /** Only where one zone is meant by it the world over, or as good as. */
  private static final Map<String, String> OTHER_NAMES =
      Map.ofEntries(
          Map.entry("cest", "Europe/Berlin"),
          Map.entry("mez", "Europe/Berlin"),
          Map.entry("mesz", "Europe/Berlin"),
          Map.entry("eest", "Europe/Athens"),
          Map.entry("edt", "America/New_York"),
          Map.entry("est/edt", "America/New_York"),
          Map.entry("et", "America/New_York"),
          Map.entry("eastern", "America/New_York"),
          Map.entry("cdt", "America/Chicago"),
          Map.entry("mdt", "America/Denver"),
          Map.entry("pst", "America/Los_Angeles"),
          Map.entry("pdt", "America/Los_Angeles"),
          Map.entry("pt", "America/Los_Angeles"),
          Map.entry("pacific", "America/Los_Angeles"),
          Map.entry("jst", "Asia/Tokyo"),
          Map.entry("kst", "Asia/Seoul"),
          Map.entry("aest", "Australia/Sydney"),
          Map.entry("aedt", "Australia/Sydney"),
          Map.entry("z", "UTC"),
          Map.entry("utc+0", "UTC"),
          Map.entry("utc+00:00", "UTC"),
          Map.entry("san_francisco", "America/Los_Angeles"),
          Map.entry("munich", "Europe/Berlin"),
          Map.entry("hamburg", "Europe/Berlin"),
          Map.entry("frankfurt", "Europe/Berlin"),
          Map.entry("barcelona", "Europe/Madrid"),
          Map.entry("milan", "Europe/Rome"),
          Map.entry("mumbai", "Asia/Kolkata"),
          Map.entry("delhi", "Asia/Kolkata"),
          Map.entry("bangalore", "Asia/Kolkata"),
          Map.entry("beijing", "Asia/Shanghai"),
          Map.entry("seattle", "America/Los_Angeles"),
          Map.entry("boston", "America/New_York"),
          Map.entry("washington", "America/New_York"),
          Map.entry("germany", "Europe/Berlin"),
          Map.entry("france", "Europe/Paris"),
          Map.entry("india", "Asia/Kolkata"));

  /** What cities are under; the rest are countries, and parts of countries by another name. */
  private static final Pattern OF_A_CITY =
      Pattern.compile(
          "(Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.*");

  private static final int SHORTEST_MISSPELT = 5;

  private MeantZone() {}

  /** The zone's name, if one was meant. */
  static Optional<String> of(String written) {
    var names = ZoneId.getAvailableZoneIds();
    var name = written.strip().replace(' ', '_').toLowerCase(Locale.ROOT);
    return names.stream()
        .filter(zone -> zone.equalsIgnoreCase(name))
        .findFirst()
        .or(() -> Optional.ofNullable(OTHER_NAMES.get(name)))
        .or(() -> nearest(names, zone -> letters(place(zone)).equals(letters(name)) ? 0 : 1, 0))
        .or(() -> name.length() < SHORTEST_MISSPELT ? Optional.empty() : misspelt(name, names));
  }

  private static Optional<String> misspelt(String name, Set<String> names) {
    return name.indexOf('/') > 0
        ? nearest(names, zone -> NearMiss.distance(name, zone), 2)
        : nearest(names, zone -> NearMiss.distance(name, place(zone)), 1);
  }

  /** Of those that are near enough the nearest, and of these the shortest. */
  private static Optional<String> nearest(
      Set<String> names, ToIntFunction<String> distance, int most) {
    return names.stream()
        .filter(zone -> OF_A_CITY.matcher(zone).matches())
        .filter(zone -> distance.applyAsInt(zone) <= most)
        .min(
            Comparator.comparingInt(distance)
                .thenComparingInt(String::length)
                .thenComparing(Comparator.naturalOrder()));
  }

  /** The last part of its name. */
  private static String place(String zone) {
    return zone.substring(zone.lastIndexOf('/') + 1);
  }

  private static String letters(String place) {
    return place.replace("_", "").toLowerCase(Locale.ROOT);
  }
}
