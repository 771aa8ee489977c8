package dev.muster.alert;

import dev.muster.store.AlertEvent;

/**
 * What there is to be told of a run.
 *
 * @param reason why, in one line
 */
record News(AlertEvent event, String reason) {}
