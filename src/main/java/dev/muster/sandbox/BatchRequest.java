package dev.muster.sandbox;

import java.time.Instant;

/**
 * A request with a batch, ready to be judged.
 *
 * @param at when it had arrived
 */
record BatchRequest(ReceivedBatch batch, Credentials credentials, Instant at) {}
