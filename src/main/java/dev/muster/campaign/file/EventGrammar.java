package dev.muster.campaign.file;

import dev.muster.campaign.EventFilter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which events are meant: {@code did} or {@code did_not}, with {@code where}. */
final class EventGrammar {
  private static final String ANY = "*";

  private EventGrammar() {}

  /** The events that a key names, all tests of {@code where} included. */
  static EventFilter events(Spot names, Optional<Spot> where) {
    return new EventFilter(names(names), where.map(TestGrammar::byName).orElseGet(Map::of));
  }

  /** The names; none for {@code "*"}, any event. */
  private static List<String> names(Spot spot) {
    if (spot.value() instanceof Yaml.Text text && text.value().equals(ANY)) {
      return List.of();
    }
    if (spot.value() instanceof Yaml.Sequence) {
      var items = spot.someOf("the name of an event, or a list of such");
      items.stream()
          .filter(item -> item.value() instanceof Yaml.Text(_, var name, _) && name.equals(ANY))
          .forEach(item ->
              item.expected(
                  "the name of an event", "; any event is written without the list: \"*\""));
      return items.stream().flatMap(item -> item.text("the name of an event").stream()).toList();
    }
    return spot.text("the name of an event, or a list of such").stream().toList();
  }
}
