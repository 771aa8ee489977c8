package dev.muster.look;

import dev.muster.campaign.Occasion;
import dev.muster.campaign.TriggeringEvent;
import dev.muster.store.LiveTriggers.Trigger;
import org.jspecify.annotations.Nullable;

/**
 * What a user is sent to for.
 *
 * @param constant what {@code constant} is to templates, a JSON array; null where it is nothing
 * @param event the one that has triggered, or null where none has
 */
record Cause(Occasion occasion, @Nullable String constant, @Nullable TriggeringEvent event) {
  /** What {@code constant} is to templates where the audience's query has not found the user. */
  private static final String NO_VALUES = "[]";

  /** That of somebody whom an audience's query does not find. */
  static final Cause OF_NOBODY = once(NO_VALUES);

  /** That the run has the user in its audience. */
  static Cause once(@Nullable String constant) {
    return new Cause(new Occasion.Once(), constant, null);
  }

  /** That the user has triggered a live campaign. */
  static Cause of(Trigger trigger) {
    return new Cause(
        trigger.occasion(),
        trigger.constant(),
        new TriggeringEvent(
            trigger.name(), trigger.id(), trigger.occurredAt(), trigger.properties()));
  }
}
