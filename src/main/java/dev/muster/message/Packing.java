package dev.muster.message;

import java.util.ArrayList;
import java.util.List;

/**
 * Groups messages into batches of legal size, in their order and with as many in each as fit.
 *
 * @param envelopeBytes what a body has around its messages, in bytes: everything but the messages
 *     and the commas between them
 */
public record Packing(int envelopeBytes) {
  public Packing {
    if (envelopeBytes < 0 || envelopeBytes > Batch.BODY_BYTES - Batch.MESSAGE_BYTES) {
      throw new IllegalArgumentException(
          "an envelope has 0 to %,d bytes, so that any message fits, found: %,d"
              .formatted(Batch.BODY_BYTES - Batch.MESSAGE_BYTES, envelopeBytes));
    }
  }

  /** The batches; none for no messages. */
  public List<Batch> batchesOf(List<Message> messages) {
    var batches = new ArrayList<Batch>();
    int start = 0;
    int bytes = envelopeBytes;
    for (int i = 0; i < messages.size(); i++) {
      int size = messages.get(i).json().length;
      int comma = i == start ? 0 : 1;
      if (i - start == Batch.MESSAGES || bytes + comma + size > Batch.BODY_BYTES) {
        batches.add(new Batch(messages.subList(start, i)));
        start = i;
        bytes = envelopeBytes;
        comma = 0;
      }
      bytes += comma + size;
    }
    if (start < messages.size()) {
      batches.add(new Batch(messages.subList(start, messages.size())));
    }
    return List.copyOf(batches);
  }
}
