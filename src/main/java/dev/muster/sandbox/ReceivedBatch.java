package dev.muster.sandbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request's body, as far as it could be read.
 *
 * @param body its bytes, decompressed
 * @param problem what makes it no batch, or null
 * @param events its messages, in order
 * @param around what stands beside the messages and is merged into each
 */
@SuppressWarnings(
    "ArrayRecordComponent") // compared by identity only, and never copied: it is large
record ReceivedBatch(
    byte[] body,
    @Nullable String problem,
    List<ReceivedEvent> events,
    @Nullable String writeKey,
    @Nullable String sentAt,
    Around around) {

  static ReceivedBatch broken(byte[] body, String problem) {
    return new ReceivedBatch(body, problem, List.of(), null, null, new Around(null, null));
  }

  /** JSON texts of the batch's own {@code context} and {@code integrations}, null when absent. */
  record Around(@Nullable String context, @Nullable String integrations) {}

  /**
   * A message within the body.
   *
   * @param from where its JSON begins
   * @param to where it has ended
   * @param drop why it would be dropped, seen alone, or null
   */
  record ReceivedEvent(
      int from,
      int to,
      @Nullable String messageId,
      @Nullable String userId,
      @Nullable DropCode drop) {
    int bytes() {
      return to - from;
    }
  }
}
