package dev.muster.look;

import dev.muster.message.Batch;
import dev.muster.message.Packing;
import dev.muster.message.WriteKeyFingerprint;
import dev.muster.segmentapi.Envelope;
import dev.muster.segmentapi.Sending;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What settings make of messages on their way, whoever gets them.
 *
 * @param envelope around the messages of a request
 * @param writeKey of the source that would be sent to, or null where none is known
 * @param mostInARequest how many messages go into a request at most
 * @param requestsPerSecond how many requests may be sent
 * @param messagesPerSecond how many messages may be, 0 for any number
 */
public record SendingTerms(
    Envelope envelope,
    @Nullable WriteKeyFingerprint writeKey,
    int mostInARequest,
    int requestsPerSecond,
    int messagesPerSecond) {

  /** The key, or another one in its place: ids of messages are as long with any. */
  WriteKeyFingerprint anyWriteKey() {
    return writeKey == null ? WriteKeyFingerprint.of("") : writeKey;
  }

  Packing packing() {
    return new Packing(envelope.bytes());
  }

  /** What becomes of a batch where nothing disturbs it: it goes out in as few parts as may be. */
  Sending accepted(Batch batch, Instant now) {
    var messages = batch.messages();
    var requests = Math.ceilDiv(messages.size(), mostInARequest);
    // Between two messages that part, an envelope stands in the place of a comma.
    var bytes = envelope.bodyBytes(messages) + (requests - 1) * (envelope.bytes() - 1);
    return new Sending(
        messages.stream().map(_ -> (Sending.Fate) new Sending.Accepted(now)).toList(),
        new Sending.Traffic(requests, 0, 0, bytes, bytes, now, now, Sending.Time.NONE),
        null);
  }

  /** How long it takes at least to send so much. */
  double seconds(long messages, long requests) {
    var byRequests = (double) requests / requestsPerSecond;
    return messagesPerSecond == 0
        ? byRequests
        : Math.max(byRequests, (double) messages / messagesPerSecond);
  }
}
