package dev.muster.log;

import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A line that this program, in whatever process, has written as JSON. */
record JsonLine(JsonNode node) {
  private static final JsonMapper JSON = new JsonMapper();

  /** Where the formats have what people read. */
  private static final List<String> MESSAGES = List.of("message", "short_message");

  /** Where they have the action of an {@link Event}. */
  private static final List<String> EVENTS =
      List.of("event", "event.action", "_event.action", "_event_action");

  /** The line, if it is one: the Java machine itself knows nothing of formats. */
  static Optional<JsonLine> read(String line) {
    if (!line.startsWith("{")) {
      return Optional.empty();
    }
    try {
      var node = JSON.readTree(line);
      return MESSAGES.stream().anyMatch(node::has)
          ? Optional.of(new JsonLine(node))
          : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /** What it tells people; nothing of an event, of which they are told in other ways. */
  Optional<String> said() {
    return EVENTS.stream().anyMatch(node::has)
        ? Optional.empty()
        : MESSAGES.stream().filter(node::has).map(key -> node.path(key).asString()).findFirst();
  }
}
