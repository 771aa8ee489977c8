package dev.muster.message;

/**
 * One call for one user, as it stands in a batch.
 *
 * @param id its {@code messageId}
 * @param json the JSON object, UTF-8, at most {@link Batch#MESSAGE_BYTES} bytes; not to be changed
 */
@SuppressWarnings(
    "ArrayRecordComponent") // compared by identity only, and never copied: it is large
public record Message(String id, byte[] json) {}
