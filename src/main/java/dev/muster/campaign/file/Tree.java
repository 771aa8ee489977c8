package dev.muster.campaign.file;

import dev.muster.campaign.What;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Any YAML value as maps, lists, text, exact numbers that can be sent, booleans and nulls. */
final class Tree {
  private Tree() {}

  /**
   * A map's tree; empty, and a fault, for anything else.
   *
   * @param texts is shown every text in it, keys left out
   */
  static Map<String, @Nullable Object> map(Spot spot, Consumer<Spot> texts) {
    var map = new LinkedHashMap<String, @Nullable Object>();
    for (var entry : spot.named("a map of names and values")) {
      map.put(entry.getKey(), value(entry.getValue(), texts));
    }
    return map;
  }

  /** A map's tree as it stands, for which nothing is noted; empty for anything else. */
  static Map<String, @Nullable Object> asWritten(Yaml yaml) {
    var map = new LinkedHashMap<String, @Nullable Object>();
    if (yaml instanceof Yaml.Mapping(_, var entries)) {
      entries.forEach(entry -> map.putIfAbsent(entry.key(), plain(entry.value())));
    }
    return map;
  }

  private static @Nullable Object plain(Yaml yaml) {
    return switch (yaml) {
      case Yaml.Mapping mapping -> asWritten(mapping);
      case Yaml.Sequence(_, var items) -> {
        var list = new ArrayList<@Nullable Object>();
        items.forEach(item -> list.add(plain(item)));
        yield list;
      }
      case Yaml.Text(_, var text, _) -> text;
      case Yaml.Numeral(_, var number, _) -> number;
      case Yaml.Bool(_, var bool) -> bool;
      case Yaml.Nothing _, Yaml.Unusable _ -> null;
    };
  }

  private static @Nullable Object value(Spot spot, Consumer<Spot> texts) {
    spot.warnOfMeaning();
    return switch (spot.value()) {
      case Yaml.Mapping mapping -> Collections.unmodifiableMap(map(spot, texts));
      case Yaml.Sequence sequence -> {
        var items = new ArrayList<@Nullable Object>();
        spot.items().forEach(item -> items.add(value(item, texts)));
        yield Collections.unmodifiableList(items);
      }
      case Yaml.Text text -> {
        texts.accept(spot);
        yield text.value();
      }
      case Yaml.Numeral numeral -> {
        if (!What.takes(numeral.value())) {
          spot.fault(
              "expected a number of at most %d digits before its point and after it, found more"
                  .formatted(What.MOST_DIGITS));
        }
        yield numeral.value();
      }
      case Yaml.Bool bool -> bool.value();
      case Yaml.Nothing nothing -> null;
      case Yaml.Unusable unusable -> null;
    };
  }
}
