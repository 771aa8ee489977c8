package dev.muster.segmentapi;

import dev.muster.message.Batch;
import dev.muster.message.Message;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/**
 * What stands around the messages of a body: the library's name, the write key, {@code sentAt}. Its
 * size is the same for all bodies, so that batches can be packed by exact bytes.
 */
public final class Envelope {
  private static final byte[] HEAD = "{\"batch\":[".getBytes(StandardCharsets.US_ASCII);
  // As long for every year from 0000 to 9999.
  private static final DateTimeFormatter SENT_AT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final int SENT_AT_BYTES = "2026-12-01T09:00:00.000Z".length();
  private static final byte[] END = "\"}".getBytes(StandardCharsets.US_ASCII);

  private final WriteKey key;
  private final byte[] tail;

  private Envelope(WriteKey key, byte[] tail) {
    this.key = key;
    this.tail = tail;
  }

  /** The envelope of messages sent with this key. */
  public static Envelope of(WriteKey key) {
    var mapper = new JsonMapper();
    var version =
        Objects.requireNonNullElse(Envelope.class.getPackage().getImplementationVersion(), "dev");
    var tail =
        "],\"context\":{\"library\":{\"name\":\"muster\",\"version\":"
            + mapper.writeValueAsString(version)
            + "}},\"writeKey\":"
            + mapper.writeValueAsString(key.value())
            + ",\"sentAt\":\"";
    return new Envelope(key, tail.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The bytes of a body that are not its messages' or the commas' between them; at most {@link
   * Batch#BODY_BYTES} less this is left for those.
   */
  public int bytes() {
    return HEAD.length + tail.length + SENT_AT_BYTES + END.length;
  }

  /** The exact size of a body with these messages, in bytes of UTF-8 before compression. */
  public int bodyBytes(List<Message> messages) {
    var bytes = bytes() + Math.max(0, messages.size() - 1);
    for (var message : messages) {
      bytes += message.json().length;
    }
    return bytes;
  }

  WriteKey key() {
    return key;
  }

  /** Writes a body, the messages' bytes as they are. */
  void write(List<Message> messages, Instant sentAt, OutputStream out) throws IOException {
    out.write(HEAD);
    var first = true;
    for (var message : messages) {
      if (!first) {
        out.write(',');
      }
      first = false;
      out.write(message.json());
    }
    out.write(tail);
    out.write(SENT_AT.format(sentAt).getBytes(StandardCharsets.US_ASCII));
    out.write(END);
  }
}
