package dev.muster.campaign.file;

import dev.muster.campaign.Scalar;
import dev.muster.campaign.WhiteSpace;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * A value of a file with its key in full. It is asked for what the grammar expects; when it is
 * something else it notes the fault and answers nothing, so that reading goes on to the next fault.
 *
 * @param file the file's path, for faults
 * @param keyAt where its key stands; for an item of a list, where it stands itself
 */
record Spot(FoundFaults faults, String file, String key, Location keyAt, Yaml value) {

  /** A file's root. */
  static Spot root(FoundFaults faults, String file, Yaml value) {
    return new Spot(faults, file, "", value.at(), value);
  }

  /** Notes that the value is wrong. */
  void fault(String message) {
    faults.add(file, value.at(), key, message);
  }

  /** Warns where it is a scalar that is perhaps not what was meant. */
  void warnOfMeaning() {
    warn(Doubtful.value(value));
  }

  /** Notes what may be right, but is perhaps not what was meant. */
  void warn(String doubt) {
    faults.warn(file, value.at(), key, doubt);
  }

  private void warn(Optional<String> doubt) {
    doubt.ifPresent(this::warn);
  }

  /** Notes that it should not stand here at all. */
  void faultAtKey(String message) {
    faults.add(file, keyAt, key, message);
  }

  /** Notes what was expected instead of the value. What is unusable is noted elsewhere, once. */
  void expected(String what) {
    expected(what, "");
  }

  /** As {@link #expected(String)}, with a remedy that the message ends with. */
  void expected(String what, String remedy) {
    if (!(value instanceof Yaml.Unusable)) {
      fault("expected " + what + ", found " + Found.in(value) + remedy);
    }
  }

  /** The key in full of something inside. */
  String keyOf(String name) {
    return key.isEmpty() ? name : key + "." + name;
  }

  /** The key's last part. */
  String name() {
    return key.substring(key.lastIndexOf('.') + 1);
  }

  /** The first value under the name, if this is a map that has it; no fault otherwise. */
  Optional<Spot> peek(String name) {
    return value instanceof Yaml.Mapping mapping
        ? mapping.entries().stream()
            .filter(entry -> entry.key().equals(name))
            .findFirst()
            .map(this::spot)
        : Optional.empty();
  }

  /** Every entry of a map whose keys are names of the user's own. */
  List<Map.Entry<String, Spot>> named(String what) {
    if (value instanceof Yaml.Mapping mapping) {
      return mapping.entries().stream().map(entry -> Map.entry(entry.key(), spot(entry))).toList();
    }
    expected(what);
    return List.of();
  }

  /** A map with the grammar's keys; unknown ones are faults. */
  Optional<Fields> fields(String what, Collection<String> known) {
    if (value instanceof Yaml.Mapping mapping) {
      return Optional.of(Fields.of(this, mapping, known, known));
    }
    expected(what);
    return Optional.empty();
  }

  /** A list's items, or what stands in for a list of one. */
  List<Spot> items() {
    return value instanceof Yaml.Sequence sequence
        ? IntStream.range(0, sequence.items().size())
            .mapToObj(i -> item(i, sequence.items().get(i)))
            .toList()
        : List.of(this);
  }

  /** A list's items. */
  List<Spot> list(String what) {
    if (value instanceof Yaml.Sequence) {
      return items();
    }
    expected(what, value instanceof Yaml.Nothing ? "" : "; put it in brackets: [ … ]");
    return List.of();
  }

  /** The items of a list that may not be empty. */
  List<Spot> someOf(String what) {
    var items = list(what);
    if (items.isEmpty() && value instanceof Yaml.Sequence) {
      expected(what);
    }
    return items;
  }

  /** Text that is not blank. */
  Optional<String> text(String what) {
    if (value instanceof Yaml.Text text && !WhiteSpace.only(text.value())) {
      return Optional.of(text.value());
    }
    expected(
        what,
        value instanceof Yaml.Numeral || value instanceof Yaml.Bool
            ? "; put it in quotes to make it text"
            : "");
    return Optional.empty();
  }

  /** A number, exact. */
  Optional<BigDecimal> number(String what) {
    return number(what, _ -> true, MeantNumber::in);
  }

  /**
   * A number, exact.
   *
   * @param what its kind and bounds in words
   * @param bounds whether a number is within them
   * @param guess what number was meant by another value; told if it is within the bounds
   */
  Optional<BigDecimal> number(
      String what, Predicate<BigDecimal> bounds, Function<Yaml, Optional<MeantNumber>> guess) {
    if (value instanceof Yaml.Numeral numeral) {
      warn(Doubtful.number(numeral));
      if (bounds.test(numeral.value())) {
        return Optional.of(numeral.value());
      }
    }
    var meant = guess.apply(value).filter(number -> bounds.test(number.value()));
    expected(what, meant.map(number -> "; write " + number.written()).orElse(""));
    return Optional.empty();
  }

  /** A whole number within bounds, both included. */
  Optional<Integer> whole(int least, int most) {
    return whole(least, most, MeantNumber::in);
  }

  /**
   * A whole number within bounds, both included.
   *
   * @param guess what number was meant by another value
   */
  Optional<Integer> whole(int least, int most, Function<Yaml, Optional<MeantNumber>> guess) {
    return number(
            "a whole number from " + least + " to " + most,
            number ->
                number.compareTo(BigDecimal.valueOf(least)) >= 0
                    && number.compareTo(BigDecimal.valueOf(most)) <= 0
                    && number.stripTrailingZeros().scale() <= 0,
            guess)
        .map(BigDecimal::intValueExact);
  }

  /** Yes or no. */
  Optional<Boolean> bool() {
    if (value instanceof Yaml.Bool bool) {
      return Optional.of(bool.value());
    }
    expected(
        "true or false",
        value instanceof Yaml.Text text
            ? Yaml11.bool(text.value().strip().toLowerCase(Locale.ROOT))
                .map(meant -> "; write " + meant)
                .orElse("")
            : "");
    return Optional.empty();
  }

  /** One of some words. */
  <T> Optional<T> oneOf(SequencedMap<String, T> words) {
    return oneOf(words, "");
  }

  /**
   * One of some words.
   *
   * @param other what may stand here beside them and is read elsewhere, or nothing
   */
  <T> Optional<T> oneOf(SequencedMap<String, T> words, String other) {
    var chosen =
        Optional.ofNullable(words.get(value instanceof Yaml.Text text ? text.value() : ""));
    if (chosen.isEmpty()) {
      var written = asWritten();
      var choices = new ArrayList<>(NearMiss.likeliestFirst(written, words.keySet()));
      if (!other.isEmpty()) {
        choices.add(other);
      }
      expected(
          choices.size() > 2
              ? "one of " + String.join(", ", choices)
              : String.join(" or ", choices),
          choices.size() > 1 ? NearMiss.choice(written, words.keySet()) : "");
    }
    return chosen;
  }

  /** A scalar's text, for guessing what was meant by it. */
  private String asWritten() {
    return switch (value) {
      case Yaml.Text text -> text.value();
      case Yaml.Bool bool -> String.valueOf(bool.value());
      case Yaml.Numeral numeral -> numeral.written();
      case Yaml.Mapping _, Yaml.Sequence _, Yaml.Nothing _, Yaml.Unusable _ -> "";
    };
  }

  /** One of the constants' names, in small letters. */
  <E extends Enum<E>> Optional<E> oneOf(Class<E> constants) {
    var words = new LinkedHashMap<String, E>();
    for (var constant : constants.getEnumConstants()) {
      words.put(constant.name().toLowerCase(Locale.ROOT), constant);
    }
    return oneOf(words);
  }

  /** The one word that may stand here. */
  boolean isWord(String word) {
    var words = new LinkedHashMap<String, Boolean>();
    words.put(word, true);
    return oneOf(words).orElse(false);
  }

  /** A scalar with its type, to compare others with. */
  Optional<Scalar> scalar() {
    warn(Doubtful.compared(value));
    return switch (value) {
      case Yaml.Text text -> Optional.of(new Scalar.Text(text.value()));
      case Yaml.Numeral numeral -> Optional.of(new Scalar.Numeric(numeral.value()));
      case Yaml.Bool bool -> Optional.of(new Scalar.Bool(bool.value()));
      case Yaml.Nothing nothing -> noScalar();
      case Yaml.Mapping mapping -> noScalar();
      case Yaml.Sequence sequence -> noScalar();
      case Yaml.Unusable unusable -> Optional.empty();
    };
  }

  private Optional<Scalar> noScalar() {
    expected("text, a number, true or false");
    return Optional.empty();
  }

  /** The value of one of this map's entries. */
  Spot spot(Yaml.Entry entry) {
    return new Spot(faults, file, keyOf(entry.key()), entry.keyAt(), entry.value());
  }

  private Spot item(int index, Yaml item) {
    return new Spot(faults, file, key + "[" + index + "]", item.at(), item);
  }
}
