package dev.muster.campaign.file;

import java.util.List;
import java.util.regex.Pattern;

/** Where text goes out as it is written, so that a template in it would be sent instead of read. */
final class Untemplated {
  private static final List<String> BEGINNINGS = List.of("{{", "{%");
  private static final String REMEDY = "; put what differs by user into the values of properties";

  /** What a template of one attribute is, and its name. */
  private static final Pattern ATTRIBUTE =
      Pattern.compile("\\{\\{-?\\s*(?:profile\\.)?([\\p{L}\\p{N}_]+)\\s*-?}}");

  private Untemplated() {}

  /** Refuses templates in a value and in everything inside, keys included. */
  static void check(Spot spot) {
    switch (spot.value()) {
      case Yaml.Mapping mapping -> {
        checkKeys(mapping, spot);
        mapping.entries().forEach(entry -> check(spot.spot(entry)));
      }
      case Yaml.Sequence _ -> spot.items().forEach(Untemplated::check);
      case Yaml.Text text when isTemplate(text.value()) ->
          spot.expected("text without a template, which is sent as it is", REMEDY);
      case Yaml.Text text -> ForeignTemplate.in(text.value()).ifPresent(spot::warn);
      case Yaml.Numeral _, Yaml.Bool _, Yaml.Nothing _, Yaml.Unusable _ -> {}
    }
  }

  /** Refuses a template where an attribute is named, which is read by its name alone. */
  static void checkAttribute(Spot spot) {
    if (spot.value() instanceof Yaml.Text(_, var text, _) && isTemplate(text)) {
      var named = ATTRIBUTE.matcher(text);
      spot.expected(
          "the name of an attribute, not a template",
          named.matches() ? "; write " + named.group(1) : "; write the name alone");
    }
  }

  /** Refuses templates in the keys of a value and of everything inside. */
  static void checkKeys(Spot spot) {
    switch (spot.value()) {
      case Yaml.Mapping mapping -> {
        checkKeys(mapping, spot);
        mapping.entries().forEach(entry -> checkKeys(spot.spot(entry)));
      }
      case Yaml.Sequence _ -> spot.items().forEach(Untemplated::checkKeys);
      case Yaml.Text _, Yaml.Numeral _, Yaml.Bool _, Yaml.Nothing _, Yaml.Unusable _ -> {}
    }
  }

  private static void checkKeys(Yaml.Mapping mapping, Spot spot) {
    for (var entry : mapping.entries()) {
      if (isTemplate(entry.key())) {
        spot.spot(entry)
            .faultAtKey(
                "expected a key without a template, which is sent as it is, found "
                    + Found.quoted(entry.key())
                    + REMEDY);
      }
    }
  }

  private static boolean isTemplate(String text) {
    return BEGINNINGS.stream().anyMatch(text::contains);
  }
}
