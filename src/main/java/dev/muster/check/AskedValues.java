package dev.muster.check;

import dev.muster.source.SeenValues;
import dev.muster.source.ValueKind;
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
  static final String SUBJECT = "values";
  private static final String GIVE_OR_ASK =
      ": give them the type that is asked for, or ask for theirs";
  private static final String REMEDY = "values of another type count as absent" + GIVE_OR_ASK;
  private static final String REMEDY_FOR_EXCLUDED =
      "values of another type are never equal" + GIVE_OR_ASK;

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
  List<Finding> findings(Map<String, Set<AskedValue>> asked) {
    var findings = new ArrayList<Finding>();
    asked.forEach((name, wanted) -> {
      if (seen.names().containsKey(name)) {
        findings.addAll(mismatches(name, wanted));
      } else {
        var nearest = new Nearest(name);
        seen.names().forEach(nearest::add);
        findings.add(MissingName.value(whose.none(), name, nearest));
      }
    });
    return findings;
  }

  private List<Finding> mismatches(String name, Set<AskedValue> asked) {
    var kinds = seen.kinds(name);
    var found = counted(name, whose, kinds) + "; ";
    var findings = new ArrayList<Finding>();
    unmet(asked, kinds.keySet(), false)
        .ifPresent(types -> findings.add(warning(found + "asked for: " + types, REMEDY)));
    unmet(asked, kinds.keySet(), true)
        .ifPresent(types ->
            findings.add(
                warning(
                    found + "excluded: " + types + ", which none of them is",
                    REMEDY_FOR_EXCLUDED)));
    return findings;
  }

  private static Optional<String> unmet(
      Set<AskedValue> asked, Set<ValueKind> kinds, boolean excluded) {
    return asked.stream()
        .filter(each -> each.excluded() == excluded && !each.isMetBy(kinds))
        .map(each -> each.type().said())
        .distinct()
        .reduce((one, other) -> one + ", " + other);
  }

  private static Finding warning(String found, String remedy) {
    return Finding.warning(SUBJECT, found, remedy);
  }

  /** How many values of a name are of which types, in words. */
  static String counted(String name, Whose whose, Map<ValueKind, Long> kinds) {
    return "%s of %s: %s".formatted(MissingName.shown(name), whose.all(), counts(kinds));
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
