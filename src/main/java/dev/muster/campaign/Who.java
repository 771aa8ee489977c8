package dev.muster.campaign;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Who gets the campaign.
 *
 * @param selection how users are found
 * @param controlGroup who is held back, or null for nobody
 * @param systemControlGroup whether the account's system control group is held back too
 * @param cap a limit, or null
 * @param again whether users of earlier runs are sent to
 * @param expect the expected number, or null
 * @param limitPerUser whether the account's frequency cap counts
 */
public record Who(
    Selection selection,
    @Nullable ControlGroup controlGroup,
    boolean systemControlGroup,
    @Nullable Cap cap,
    Again again,
    @Nullable Expectation expect,
    boolean limitPerUser) {

  /** How users are found. */
  public sealed interface Selection {}

  /** {@code audience}: by what they did, or did not do, up to the as-of instant. */
  public record PastBehaviour(Condition audience) implements Selection {}

  /**
   * {@code live}: by what they do, as it happens.
   *
   * @param trigger the events that trigger, up to {@link #MOST_EVENTS}
   * @param thenNot what must not follow, or null: the event itself triggers
   * @param same the property in which the trigger and what must not follow agree, or null
   * @param audience tested at the trigger, or null for everyone
   */
  public record Live(
      EventFilter trigger,
      @Nullable Inaction thenNot,
      @Nullable ConstantProperty same,
      @Nullable Condition audience)
      implements Selection {
    /** As many events can trigger a campaign. */
    public static final int MOST_EVENTS = 10;
  }

  /** {@code then_not}: triggers when the time has passed without any of the events. */
  public record Inaction(EventFilter events, Duration within) {}
}
