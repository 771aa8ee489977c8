package dev.muster.store;

import java.time.Instant;

/**
 * An alert that is to be sent on some channel.
 *
 * @param key the alert's identity
 * @param writtenAt when it was written down, by the real clock
 */
public record OpenAlert(AlertRow row, String key, Instant writtenAt, AlertMessage message) {}
