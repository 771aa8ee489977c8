package dev.muster.look;

import dev.muster.message.Message;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What messages look like whatever is in them, so that a preview can show different ones: every
 * value is replaced by its kind, but for those of a key {@code type}; a list by the different
 * shapes of its items.
 */
record Shape(String text) {
  private static final JsonMapper MAPPER = new JsonMapper();

  /** That of a user's messages. */
  static Shape of(List<Message> messages) {
    return new Shape(
        messages.stream()
            .map(message -> of(MAPPER.readTree(message.json())))
            .collect(Collectors.joining("\n")));
  }

  private static String of(JsonNode node) {
    if (node.isObject()) {
      return node.properties().stream()
          .map(field -> "%s: %s".formatted(field.getKey(), of(field.getKey(), field.getValue())))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (node.isArray()) {
      var items = new LinkedHashSet<String>();
      node.forEach(item -> items.add(of(item)));
      return items.toString();
    }
    if (node.isString()) {
      return node.asString().isEmpty() ? "empty" : "text";
    }
    return node.isNumber() ? "number" : node.isBoolean() ? "boolean" : "null";
  }

  private static String of(String key, JsonNode value) {
    return key.equals("type") && value.isString() ? '"' + value.asString() + '"' : of(value);
  }
}
