package dev.muster.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What jq is to be told, so that the rows of another system become rows that can be imported.
 *
 * @param needed the keys that every row needs
 * @param found what stands in the rows, and the first value that did
 */
record JqFilter(List<String> needed, Map<KeyPath, Value> found) {
  private static final Pattern WHOLE_NUMBER = Pattern.compile("\\d{10,19}");

  /** Seconds, milliseconds, microseconds and nanoseconds since 1970 by their digits today. */
  private static final Map<Integer, String> DIVISORS =
      Map.of(10, "", 13, " / 1000 | floor", 16, " / 1000000 | floor", 19, " / 1000000000 | floor");

  /** A filter of jq that makes rows as they are wanted out of those that are there. */
  String of(Map<String, List<KeyPath>> alike) {
    return needed.size() == 1 ? renamed(alike) : built(alike);
  }

  /** For profiles: everything else stays. */
  private String renamed(Map<String, List<KeyPath>> alike) {
    var filters = new ArrayList<String>();
    alike.forEach((name, near) -> {
      filters.add(".%s = %s".formatted(name, near.getFirst().jq()));
      filters.add("del(%s)".formatted(near.getFirst().jq()));
    });
    return String.join(" | ", filters);
  }

  /** For events: an object of what events have. */
  private String built(Map<String, List<KeyPath>> alike) {
    var properties =
        LookAlikes.of("properties", found.keySet()).stream()
            .filter(key -> !key.isNested())
            .limit(1)
            .map(key -> member("properties", key));
    return Stream.concat(needed.stream().map(name -> member(name, alike)), properties)
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private String member(String name, Map<String, List<KeyPath>> alike) {
    if (found.containsKey(KeyPath.of(name))) {
      return name;
    }
    var near = alike.get(name);
    return near == null ? name + ": .ITS_KEY" : member(name, near.getFirst());
  }

  private String member(String name, KeyPath key) {
    if (key.equals(KeyPath.of(name))) {
      return name;
    }
    return "%s: %s".formatted(name, name.equals("occurred_at") ? instant(key) : key.jq());
  }

  /** What jq makes an instant of: as it is, or a number of seconds or less since 1970. */
  private String instant(KeyPath key) {
    var number =
        switch (found.get(key)) {
          case Value.Json(var text) -> text;
          case Value.Text(var text) -> text;
          case null, default -> "";
        };
    var divisor = DIVISORS.get(WHOLE_NUMBER.matcher(number).matches() ? number.length() : 0);
    return divisor == null ? key.jq() : "(%s | tonumber%s | todate)".formatted(key.jq(), divisor);
  }
}
