package dev.muster.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;

/**
 * Bodies as a careful sender packs them: as many messages as fit into 480,000 bytes, of 250 to 700
 * bytes and mostly short, no two with the same id, compressed.
 */
final class Bodies {
  private static final int BODY_BYTES = 480_000;
  private static final int SHORTEST = 250;
  private static final int LONGEST = 700;
  private static final String END =
      "],\"sentAt\":\"2026-12-01T09:00:01.000Z\",\"writeKey\":\"a-write-key-of-the-benchmark\","
          + "\"context\":{\"library\":{\"name\":\"muster\",\"version\":\"0\"}}}";
  private static final List<String> WORDS =
      List.of(
          "spring",
          "sale",
          "running",
          "shoes",
          "black",
          "premium",
          "member",
          "checkout",
          "express",
          "delivery",
          "winter",
          "jacket",
          "blue",
          "large",
          "discount",
          "loyalty");

  private final Random random;
  private final List<byte[]> compressed = new ArrayList<>();
  private int events;
  private long bytes;

  Bodies(int count, long seed) throws IOException {
    random = new Random(seed);
    for (var i = 0; i < count; i++) {
      compressed.add(body());
    }
  }

  List<byte[]> compressed() {
    return compressed;
  }

  int events() {
    return events;
  }

  /** The bytes of all bodies before compression. */
  long bytes() {
    return bytes;
  }

  private byte[] body() throws IOException {
    var body = new StringBuilder("{\"batch\":[");
    for (var message = message(); body.length() + message.length() < BODY_BYTES - END.length(); ) {
      body.append(body.charAt(body.length() - 1) == '[' ? "" : ",").append(message);
      events++;
      message = message();
    }
    var json = body.append(END).toString().getBytes(UTF_8);
    bytes += json.length;
    var zipped = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(zipped, 1 << 16)) {
      out.write(json);
    }
    return zipped.toByteArray();
  }

  private String message() {
    var user = random.nextInt(1_000_000);
    var length = SHORTEST + (LONGEST - SHORTEST) * Math.pow(random.nextDouble(), 6);
    var message = new StringBuilder();
    message
        .append("{\"type\":\"track\",\"event\":\"Cart Reminder\",\"userId\":\"user-")
        .append(user);
    message.append("\",\"messageId\":\"").append(new UUID(random.nextLong(), random.nextLong()));
    message.append("\",\"timestamp\":\"2026-12-01T09:00:00.000Z\",\"properties\":{\"amount\":");
    message.append(random.nextInt(100_000) / 100.0);
    for (var i = 0; message.length() < length - 30; i++) {
      message.append(",\"product_").append(i).append("\":\"");
      message.append(word()).append(' ').append(word()).append('"');
    }
    return message.append("}}").toString();
  }

  private String word() {
    return WORDS.get(random.nextInt(WORDS.size()));
  }
}
