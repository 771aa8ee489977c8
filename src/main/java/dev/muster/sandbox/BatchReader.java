package dev.muster.sandbox;

import dev.muster.sandbox.ReceivedBatch.Around;
import dev.muster.sandbox.ReceivedBatch.ReceivedEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads a body in one pass, without building a tree. */
final class BatchReader {
  private static final JsonFactory JSON = new JsonFactory();
  private final byte[] body;
  private final List<ReceivedEvent> events = new ArrayList<>();
  private boolean batch;
  private @Nullable String writeKey;
  private @Nullable String sentAt;
  private @Nullable String context;
  private @Nullable String integrations;

  private BatchReader(byte[] body) {
    this.body = body;
  }

  static ReceivedBatch read(byte[] body) {
    return new BatchReader(body).read();
  }

  private ReceivedBatch read() {
    try (var parser = JSON.createParser(ObjectReadContext.empty(), body, 0, body.length)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return ReceivedBatch.broken(body, "expected a JSON object");
      }
      if (start(parser) < 0) {
        // The parser has taken it for UTF-16 or UTF-32, and knows no places in the bytes.
        return ReceivedBatch.broken(body, "expected UTF-8");
      }
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        var value = parser.nextToken();
        switch (name) {
          case "batch" -> {
            if (value != JsonToken.START_ARRAY) {
              return ReceivedBatch.broken(body, "expected batch to be a list");
            }
            batch = true;
            events(parser);
          }
          case "writeKey" -> writeKey = text(parser, value);
          case "sentAt" -> sentAt = text(parser, value);
          case "context" -> context = slice(parser);
          case "integrations" -> integrations = slice(parser);
          default -> parser.skipChildren();
        }
      }
      if (parser.nextToken() != null) {
        return ReceivedBatch.broken(body, "expected nothing after the JSON object");
      }
    } catch (JacksonException e) {
      return ReceivedBatch.broken(body, "malformed JSON");
    }
    return batch
        ? new ReceivedBatch(body, null, events, writeKey, sentAt, new Around(context, integrations))
        : ReceivedBatch.broken(body, "expected a batch");
  }

  private void events(JsonParser parser) {
    var rules = new EventRules();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      var from = start(parser);
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        parser.skipChildren();
        events.add(new ReceivedEvent(from, end(parser), null, null, DropCode.UNKNOWN_TYPE));
        continue;
      }
      rules.read(parser);
      events.add(
          new ReceivedEvent(from, end(parser), rules.messageId(), rules.userId(), rules.drop()));
    }
  }

  private String slice(JsonParser parser) {
    var from = start(parser);
    parser.skipChildren();
    return new String(body, from, end(parser) - from, StandardCharsets.UTF_8);
  }

  private static int start(JsonParser parser) {
    return (int) parser.currentTokenLocation().getByteOffset();
  }

  private static int end(JsonParser parser) {
    return (int) parser.currentLocation().getByteOffset();
  }

  private static @Nullable String text(JsonParser parser, JsonToken value) {
    if (value == JsonToken.VALUE_STRING) {
      return parser.getString();
    }
    parser.skipChildren();
    return null;
  }
}
