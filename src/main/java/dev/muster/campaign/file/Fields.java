package dev.muster.campaign.file;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A map of the grammar: its keys are known, and some of them must be there.
 *
 * @param allKnown whether it has no unknown key
 */
record Fields(Spot spot, Yaml.Mapping mapping, boolean allKnown) {
  private static final Pattern THOUSANDS = Pattern.compile("[0-9]{3}");

  /**
   * Notes every key that is not known.
   *
   * @param offered those of the known keys that a message offers
   */
  static Fields of(
      Spot spot, Yaml.Mapping mapping, Collection<String> known, Collection<String> offered) {
    var unknown = mapping.entries().stream().filter(entry -> !known.contains(entry.key())).toList();
    // What goes with none of the keys that are there is not what was meant.
    var open = unknown.size() == mapping.entries().size() ? known : offered;
    for (var entry : unknown) {
      var key = entry.key();
      var guess =
          NearMiss.guess(key, offered)
              .or(() -> NearMiss.guess(key, key.length() <= NearMiss.SHORT ? offered : open));
      var likeliest =
          guess.filter(offered::contains).isEmpty()
              ? offered
              : NearMiss.likeliestFirst(guess.get(), offered);
      spot.spot(entry)
          .faultAtKey(
              (likeliest.size() == 1 ? "expected " : "expected one of ")
                  + String.join(", ", likeliest)
                  + "; found "
                  + Found.quoted(key)
                  + thousands(mapping, entry)
                      .or(() -> Rewritten.of(entry, offered))
                      .map(written -> "; write " + written)
                      .or(() -> guess.map(NearMiss::question))
                      .orElse(""));
    }
    return new Fields(spot, mapping, unknown.isEmpty());
  }

  /** The entry of a flow mapping that a comma between thousands has cut in two. */
  private static Optional<String> thousands(Yaml.Mapping mapping, Yaml.Entry entry) {
    var at = mapping.entries().indexOf(entry);
    return at > 0
            && THOUSANDS.matcher(entry.key()).matches()
            && mapping.entries().get(at - 1).value() instanceof Yaml.Numeral numeral
        ? Optional.of(
            "%s: %s%s"
                .formatted(mapping.entries().get(at - 1).key(), numeral.written(), entry.key()))
        : Optional.empty();
  }

  /** The value under the key, if it is there. */
  Optional<Spot> find(String name) {
    return spot.peek(name);
  }

  /**
   * The value under a key that must be there.
   *
   * @param meaning what the key says
   */
  Optional<Spot> need(String name, String meaning) {
    var found = find(name);
    if (found.isEmpty()) {
      missing(name, meaning);
    }
    return found;
  }

  /** Notes that a key is missing, at the map that lacks it. */
  void missing(String name, String meaning) {
    spot.faults()
        .add(
            spot.file(),
            mapping.at(),
            spot.keyOf(name),
            "expected " + name + " (" + meaning + "), found none");
  }

  /** Those of the keys that are there, in the order in which they stand in the file. */
  List<Spot> present(Collection<String> names) {
    return mapping.entries().stream()
        .map(Yaml.Entry::key)
        .filter(names::contains)
        .distinct()
        .flatMap(name -> find(name).stream())
        .toList();
  }

  /** The only one of some keys, of which exactly one must be there. */
  Optional<Spot> exactlyOne(Collection<String> names) {
    return exactlyOne(names, "", "");
  }

  /**
   * The same with remedies.
   *
   * @param ofNone the end of the message when there is none
   * @param ofTwo the end of the message when there are several
   */
  Optional<Spot> exactlyOne(Collection<String> names, String ofNone, String ofTwo) {
    var present = present(names);
    if (present.isEmpty()) {
      noneOf("one of " + String.join(", ", names), ofNone);
    }
    present.stream().skip(1).forEach(extra -> clash(present.getFirst(), extra, ofTwo));
    return present.stream().findFirst();
  }

  /** Notes that none of some keys is there, unless an unknown one stands for it. */
  void noneOf(String what) {
    noneOf(what, "");
  }

  private void noneOf(String what, String remedy) {
    if (allKnown) {
      spot.fault("expected " + what + "; found none of them" + remedy);
    }
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
