package dev.muster.campaign.file;

import dev.muster.campaign.What;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code what}: the calls that are sent, and what they carry. */
final class WhatGrammar {
  static final List<String> KNOWN =
      List.of(
          "track",
          "identify",
          "attributes",
          "tokens",
          "properties",
          "user_id",
          "anonymous_id",
          "integrations");

  private final TemplateCheck templates;

  WhatGrammar(TemplateCheck templates) {
    this.templates = templates;
  }

  /**
   * What a user gets; nothing when there is no map.
   *
   * @param live whether the campaign is a live one
   */
  Optional<What> what(Spot spot, boolean live) {
    return spot.fields("a map with track: Event", KNOWN).map(fields -> what(fields, live));
  }

  private What what(Fields what, boolean live) {
    var track = what.find("track");
    var identify = what.find("identify");
    if (track.isEmpty() && !identify.map(s -> s.bool().orElse(true)).orElse(false)) {
      what.missing("track", "track: Event, identify: true or both");
    } else if (track.isEmpty()) {
      what.find("properties").ifPresent(WhatGrammar::propertiesOfNothing);
    }
    track.ifPresent(Untemplated::check);
    what.find("properties").ifPresent(WhatGrammar::properties);
    what.find("integrations").ifPresent(Untemplated::check);
    return new What(
        track.flatMap(spot -> spot.text("the name of an event")).orElse(null),
        identify.flatMap(Spot::bool).orElse(false),
        what.find("attributes").map(WhatGrammar::attributes).orElse(List.of()),
        what.find("tokens").map(WhatGrammar::tokens).orElse(Set.of()),
        tree(what, "properties", text -> template(text, live)),
        what.find("user_id").flatMap(WhatGrammar::attribute).orElse("user_id"),
        what.find("anonymous_id").flatMap(WhatGrammar::attribute).orElse("anonymous_id"),
        tree(what, "integrations", text -> {}));
  }

  private static Map<String, @Nullable Object> tree(Fields what, String key, Consumer<Spot> texts) {
    return what.find(key).map(spot -> Tree.map(spot, texts)).orElseGet(LinkedHashMap::new);
  }

  private static void propertiesOfNothing(Spot properties) {
    properties.faultAtKey(
        "expected track: Event beside properties, which are those of the track call, found none;"
            + " add it, or take what identify sends from attributes");
  }

  private static void properties(Spot properties) {
    Untemplated.checkKeys(properties);
    for (var name : What.OWN_PROPERTIES) {
      properties
          .peek(name)
          .ifPresent(own ->
              own.faultAtKey(
                  "expected a name of your own, found %s, which Muster adds itself; take another"
                      .formatted(Found.quoted(name))));
    }
  }

  private void template(Spot spot, boolean live) {
    if (spot.value() instanceof Yaml.Text text) {
      templates
          .faultOf(text.value(), live)
          .ifPresentOrElse(
              spot::fault, () -> ForeignTemplate.in(text.value()).ifPresent(spot::warn));
    }
  }

  private static Optional<String> attribute(Spot spot) {
    Untemplated.checkAttribute(spot);
    return spot.text("the name of an attribute");
  }

  private static List<String> attributes(Spot spot) {
    return spot.list("a list of attributes such as [email, plan]").stream()
        .flatMap(item -> attribute(item).stream())
        .toList();
  }

  private static Set<What.Platform> tokens(Spot spot) {
    var tokens = EnumSet.noneOf(What.Platform.class);
    spot.list("a list such as [gcm, apns]").stream()
        .flatMap(item -> item.oneOf(What.Platform.class).stream())
        .forEach(tokens::add);
    return tokens;
  }
}
