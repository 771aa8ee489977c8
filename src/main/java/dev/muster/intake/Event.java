package dev.muster.intake;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table of events.
 *
 * @param occurredAt in microseconds
 * @param properties a JSON object
 * @param from where it comes from, if it has an id, under which another event may stand
 */
record Event(
    @Nullable String id,
    String userId,
    String name,
    Instant occurredAt,
    String properties,
    @Nullable FileRow from) {

  /** Whether that is what it says, but for its properties: databases compare JSON differently. */
  boolean is(String user, String event, Instant instant) {
    return userId.equals(user) && name.equals(event) && occurredAt.equals(instant);
  }
}
