package dev.muster.message;

import org.jspecify.annotations.Nullable;

/**
 * One call for one user, as it stands in a batch.
 *
 * @param id its {@code messageId}, or null
 * @param json the JSON object, UTF-8, at most {@link Batch#MESSAGE_BYTES} bytes; not to be changed
 */
@SuppressWarnings(
    "ArrayRecordComponent") // compared by identity only, and never copied: it is large
public record Message(@Nullable String id, byte[] json) {}
