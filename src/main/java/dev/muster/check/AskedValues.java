package dev.muster.check;

import dev.muster.audience.SeenValues;
import dev.muster.audience.ValueKind;
import dev.muster.audience.WantedValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether objects have the names that are asked for, with values of the types that are wanted.
 *
 * @param whose of whom the objects are
 */
record AskedValues(Whose whose, SeenValues seen) {
  private static final String SUBJECT = "values";
  private static final String REMEDY =
      "values of another type count as absent: give them the type that is asked for, or ask for"
          + " theirs";

  /**
   * Whose objects were looked at, in words.
   *
   * @param none before "has": {@code no Charged event}
   * @param all behind "of": {@code Charged events}
   */
  record Whose(String none, String all) {}

  /** Those of some events; no names stand for any. */
  static Whose whose(List<String> names, SeenValues seen) {
    var named = names.stream().map(MissingName::shown).collect(Collectors.joining(" or "));
    var event = names.isEmpty() ? "event" : named + " event";
    var latest = String.format(Locale.ROOT, "the latest %,d %ss", seen.objects(), event);
    return seen.perhapsMore()
        ? new Whose("none of " + latest, latest)
        : new Whose("no " + event, event + "s");
  }

  /** Those of profiles. */
  static Whose whoseProfiles(SeenValues seen) {
    var some = String.format(Locale.ROOT, "%,d profiles that were looked at", seen.objects());
    return seen.perhapsMore()
        ? new Whose("none of " + some, some)
        : new Whose("no profile", "profiles");
  }

  /** A line for each name that nobody has, and for each whose values are of other types. */
  List<Finding> findings(Map<String, Set<WantedValue>> asked) {
    var findings = new ArrayList<Finding>();
    asked.forEach((name, wanted) -> {
      if (seen.names().containsKey(name)) {
        mismatch(name, wanted).ifPresent(findings::add);
      } else {
        var nearest = new Nearest(name);
        seen.names().forEach(nearest::add);
        findings.add(MissingName.value(whose.none(), name, nearest));
      }
    });
    return findings;
  }

  private Optional<Finding> mismatch(String name, Set<WantedValue> wanted) {
    var kinds = seen.kinds(name);
    var unmet =
        wanted.stream()
            .filter(want -> kinds.keySet().stream().anyMatch(kind -> !want.takes(kind)))
            .map(WantedValue::said)
            .distinct()
            .toList();
    return unmet.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Finding.warning(
                SUBJECT,
                "%s of %s: %s; asked for: %s"
                    .formatted(
                        MissingName.shown(name),
                        whose.all(),
                        counts(kinds),
                        String.join(", ", unmet)),
                REMEDY));
  }

  private static String counts(Map<ValueKind, Long> kinds) {
    return kinds.entrySet().stream()
        .sorted(
            Map.Entry.<ValueKind, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .map(each -> each.getKey().counted(each.getValue()))
        .collect(Collectors.joining(", "));
  }
}
