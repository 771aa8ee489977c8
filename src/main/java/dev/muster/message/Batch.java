package dev.muster.message;

import java.util.List;

/**
 * Messages that go out in one request, never none and never more than the Segment API takes: at
 * most {@link #MESSAGES} messages and, with everything around them, {@link #BODY_BYTES} bytes of
 * JSON before compression.
 */
public record Batch(List<Message> messages) {
  /** The largest body, in bytes of UTF-8 before compression; the documented limit is 500 KB. */
  public static final int BODY_BYTES = 480_000;

  /** The largest message, in bytes of UTF-8; the documented limit is 32 KB. */
  public static final int MESSAGE_BYTES = 32_000;

  /** The most messages in a body; the documented limit is 2,500. */
  public static final int MESSAGES = 2_000;

  public Batch {
    messages = List.copyOf(messages);
    if (messages.isEmpty() || messages.size() > MESSAGES) {
      throw new IllegalArgumentException(
          "a batch has 1 to " + MESSAGES + " messages, found: " + messages.size());
    }
  }
}
