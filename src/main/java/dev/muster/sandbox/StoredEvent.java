package dev.muster.sandbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A message that was accepted and not dropped.
 *
 * @param messageId its id, or null when it had none
 * @param receivedAt when its request had arrived
 * @param timestamp the moment that the Segment API would give to it: {@code receivedAt − (sentAt −
 *     timestamp)}
 * @param message the message with the batch's {@code context} and {@code integrations} merged into
 *     it; {@code timestamp} and {@code sentAt} stand in it as they were sent, a {@code writeKey}
 *     does not
 */
public record StoredEvent(
    @Nullable String messageId, Instant receivedAt, Instant timestamp, ObjectNode message) {}
