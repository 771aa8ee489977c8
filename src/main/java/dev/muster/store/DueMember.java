package dev.muster.store;

import dev.muster.campaign.Occasion;
import dev.muster.campaign.Recipient;
import dev.muster.campaign.TriggeringEvent;
import dev.muster.campaign.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A member who is due.
 *
 * @param gap where in the run the member stands
 * @param timezone in which zone the user lived when the audience was found, by its name; null where
 *     it was not known, or does not matter
 * @param event what the member was taken up for, or null in past behaviour
 */
public record DueMember(
    Position position,
    UserId userId,
    Occasion occasion,
    Recipient recipient,
    Gap gap,
    @Nullable String constant,
    @Nullable String timezone,
    @Nullable TriggeringEvent event) {

  /**
   * What lies between two stretches of outcomes: members in one gap may be told of in one stretch.
   *
   * @param dueAt when they are due
   * @param deferredIn the number of the execution that put them off until then, or 0
   * @param before the first position of the stretch behind them, or {@link Long#MAX_VALUE}
   */
  public record Gap(Instant dueAt, int deferredIn, long before) {}

  /** The same, with its event. */
  DueMember triggeredBy(@Nullable TriggeringEvent triggering) {
    return new DueMember(
        position, userId, occasion, recipient, gap, constant, timezone, triggering);
  }

  /** The same, put off. */
  public DueMember deferred(Instant until) {
    return new DueMember(
        position,
        userId,
        occasion,
        recipient,
        new Gap(until, gap.deferredIn(), gap.before()),
        constant,
        timezone,
        event);
  }

  /** When the member is due. */
  public Instant dueAt() {
    return gap.dueAt();
  }
}
