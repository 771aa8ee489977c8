package dev.muster.campaign.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;

/** The time zone that was meant by a name that is none: a place, an abbreviation, a slip. */
final class MeantZone {
  /** Only where one zone is meant by it the world over, or as good as. */
  private static final Map<String, String> OTHER_NAMES = names();

  /** What cities are under; the rest are countries, and parts of countries by another name. */
  private static final Pattern OF_A_CITY =
      Pattern.compile(
          "(Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.*");

  private static final int SHORTEST_MISSPELT = 5;

  /** In a shorter name of a place, two other letters make another place: Delhi is not Dili. */
  private static final int LONG = 8;

  private MeantZone() {}

  /** The zone's name, if one was meant. */
  static Optional<String> of(String written) {
    var names = ZoneId.getAvailableZoneIds();
    var name = written.strip().replace(' ', '_').toLowerCase(Locale.ROOT);
    return names.stream()
        .filter(zone -> zone.equalsIgnoreCase(name))
        .findFirst()
        .or(() -> Optional.ofNullable(OTHER_NAMES.get(name)))
        .or(() -> onItsContinent(name))
        .or(() -> nearest(names, zone -> letters(place(zone)).equals(letters(name)) ? 0 : 1, 0))
        .or(() -> name.length() < SHORTEST_MISSPELT ? Optional.empty() : misspelt(name, names));
  }

  /** {@code Europe/Munich}: the place of another name, if its zone is on that continent. */
  private static Optional<String> onItsContinent(String name) {
    var continent = name.substring(0, name.indexOf('/') + 1);
    return Optional.ofNullable(OTHER_NAMES.get(name.substring(continent.length())))
        .filter(zone -> zone.toLowerCase(Locale.ROOT).startsWith(continent));
  }

  private static Optional<String> misspelt(String name, Set<String> names) {
    return name.indexOf('/') > 0
        ? nearest(names, zone -> NearMiss.distance(name, zone), place(name).length() < LONG ? 1 : 2)
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

  private static Map<String, String> names() {
    var names = new HashMap<String, String>();
    text()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split(": ", 2))
        .forEach(line -> {
          for (var name : line[1].split(", ", -1)) {
            names.put(name.replace(' ', '_'), line[0]);
          }
        });
    return Map.copyOf(names);
  }

  private static String text() {
    try (var file = MeantZone.class.getResourceAsStream("places.txt")) {
      if (file == null) {
        throw new IllegalStateException("the program lacks its places.txt");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
