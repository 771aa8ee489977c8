package dev.muster.sandbox;

import dev.muster.sandbox.ReceivedBatch.Around;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A stored message as it lies in memory: its own bytes, and what it shares with its batch. */
@SuppressWarnings("ArrayRecordComponent") // compared by identity only
record KeptEvent(
    @Nullable String messageId,
    byte[] json,
    Instant receivedAt,
    @Nullable String sentAt,
    Around around) {
  /** Decimals stay as they were sent. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  StoredEvent stored() {
    var message = (ObjectNode) MAPPER.readTree(json);
    // Some senders put their key into every message; it is shown to nobody.
    message.remove("writeKey");
    merge(message, "context", around.context());
    merge(message, "integrations", around.integrations());
    if (sentAt != null) {
      message.put("sentAt", sentAt);
    }
    return new StoredEvent(messageId, receivedAt, timestamp(message), message);
  }

  /** The message's own fields win over those of its batch. */
  private static void merge(ObjectNode message, String name, @Nullable String shared) {
    if (shared == null || !(MAPPER.readTree(shared) instanceof ObjectNode merged)) {
      return;
    }
    if (message.get(name) instanceof ObjectNode own) {
      merged.setAll(own);
    }
    message.set(name, merged);
  }

  private Instant timestamp(ObjectNode message) {
    var stated = instant(message.path("timestamp").asString(""));
    if (stated == null) {
      return receivedAt;
    }
    var sent = instant(sentAt);
    try {
      return sent == null ? stated : receivedAt.minus(Duration.between(stated, sent));
    } catch (DateTimeException | ArithmeticException e) {
      // Clocks that are off by more than time has years.
      return stated;
    }
  }

  private static @Nullable Instant instant(@Nullable String text) {
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
