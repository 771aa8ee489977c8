package dev.muster.campaign;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A map of the grammar: its keys are known, and some of them must be there. */
record Fields(Spot spot, Yaml.Mapping mapping) {

  /** Notes every key that is not known. */
  static Fields of(Spot spot, Yaml.Mapping mapping, List<String> known) {
    mapping.entries().stream()
        .filter(entry -> !known.contains(entry.key()))
        .forEach(entry ->
            spot.spot(entry)
                .faultAtKey(
                    "expected one of "
                        + String.join(", ", known)
                        + "; found "
                        + Found.quoted(entry.key())
                        + NearMiss.choice(entry.key(), known)));
    return new Fields(spot, mapping);
  }

  /** The value under the key, if it is there. */
  Optional<Spot> find(String name) {
    return spot.peek(name);
  }

  /** The value under a key that must be there. */
  Optional<Spot> need(String name, String what) {
    var found = find(name);
    if (found.isEmpty()) {
      missing(name, what);
    }
    return found;
  }

  /** Notes that a key is missing. */
  void missing(String name, String what) {
    spot.faults()
        .add(spot.file(), mapping.at(), spot.keyOf(name), "expected " + what + ", found none");
  }

  /** Those of the keys that are there, in the order in which they stand in the file. */
  List<Spot> present(Collection<String> names) {
    return mapping.entries().stream()
        .filter(entry -> names.contains(entry.key()))
        .map(Yaml.Entry::key)
        .distinct()
        .flatMap(name -> find(name).stream())
        .toList();
  }

  /** The only one of some keys, of which exactly one must be there. */
  Optional<Spot> exactlyOne(Collection<String> names) {
    var present = present(names);
    if (present.isEmpty()) {
      spot.fault("expected one of " + String.join(", ", names) + "; found none of them");
    }
    present.stream().skip(1).forEach(extra -> clash(present.getFirst(), extra, ""));
    return present.stream().findFirst();
  }

  /**
   * Notes at the later of two keys that they do not go together.
   *
   * @param why the end of the message, or nothing
   */
  static void clash(Spot one, Spot other, String why) {
    var oneIsLater = one.keyAt().compareTo(other.keyAt()) > 0;
    var later = oneIsLater ? one : other;
    var earlier = oneIsLater ? other : one;
    later.faultAtKey(later.name() + " does not go with " + earlier.key() + why);
  }
}
