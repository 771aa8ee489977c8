package dev.muster.sandbox;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request to {@code /v1/batch}, as the sandbox saw it. It holds no key.
 *
 * @param number counted from 1
 * @param at when it had arrived
 * @param retryCount its {@code X-Retry-Count}, or null
 * @param sentAt as it stands in the body, or null
 * @param bytes the body's length as sent
 * @param bodyBytes the body's length after decompression
 * @param encoding its {@code Content-Encoding}, {@code identity} when there was none
 * @param events the messages in it
 * @param messageIds their ids, in order
 * @param status what it was answered, 0 when the connection was closed instead
 * @param stored how many of its messages were stored by it
 * @param retryAfter the {@code Retry-After} that it was answered, or null
 */
public record SandboxRequest(
    int number,
    Instant at,
    @Nullable String retryCount,
    @Nullable String sentAt,
    int bytes,
    int bodyBytes,
    String encoding,
    int events,
    List<String> messageIds,
    int status,
    int stored,
    @Nullable String retryAfter) {
  public SandboxRequest {
    messageIds = List.copyOf(messageIds);
  }
}
