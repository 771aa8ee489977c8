package dev.muster.segmentapi;

import dev.muster.message.Batch;
import dev.muster.message.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.UUID;
import java.util.stream.IntStream;

/** Messages to send. */
final class Messages {
  static final WriteKey KEY = WriteKey.of("0123456789abcdefSECRETabcdef0123");

  private Messages() {}

  /** A track call of a user; the id is a function of the user. */
  static Message of(String user) {
    return of(user, "");
  }

  /** A track call with further fields, such as {@code ,"context":{}}. */
  static Message of(String user, String fields) {
    var id = UUID.nameUUIDFromBytes(user.getBytes(StandardCharsets.UTF_8)).toString();
    var json =
        "{\"type\":\"track\",\"event\":\"Offer\",\"userId\":\""
            + user
            + "\",\"messageId\":\""
            + id
            + "\",\"timestamp\":\"2026-12-01T09:00:00.000Z\""
            + fields
            + "}";
    return new Message(id, json.getBytes(StandardCharsets.UTF_8));
  }

  /** Users user-from to before user-to. */
  static Batch batch(int from, int to) {
    return new Batch(IntStream.range(from, to).mapToObj(i -> of("user-" + i)).toList());
  }

  static Batch batch(int size) {
    return batch(0, size);
  }

  /** Messages whose body has exactly so many bytes. */
  static Batch ofBodyBytes(int bytes) {
    var envelope = Envelope.of(KEY);
    var messages = new ArrayList<Message>();
    while (envelope.bodyBytes(messages) < bytes - 40_000) {
      messages.add(of("user-" + messages.size(), ",\"x\":\"" + "x".repeat(20_000) + "\""));
    }
    while (envelope.bodyBytes(messages) < bytes) {
      var bare = of("user-" + messages.size(), ",\"x\":\"\"");
      var left = bytes - envelope.bodyBytes(messages) - 1 - bare.json().length;
      var fill = left > 25_000 ? 20_000 : left;
      messages.add(of("user-" + messages.size(), ",\"x\":\"" + "x".repeat(fill) + "\""));
    }
    return new Batch(messages);
  }
}
