package dev.muster.campaign;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
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
   * {@code live}: by what they do, as it happens. Each event triggers for itself; its
   * <em>instant</em> is when it occurred, with {@code then_not} so much later.
   *
   * @param trigger the events that trigger, up to {@link #MOST_EVENTS} or any
   * @param thenNot what must not follow, or null: the event itself triggers
   * @param same the property in which the trigger and what must not follow agree, or null; goes
   *     with {@code thenNot} only, and by event names every event of both
   * @param audience tested as of the trigger's instant, or null for everyone
   * @param late how long after its instant an event may arrive, more than nothing
   * @param recheck what is tested again at the moment of sending, of what the campaign has
   */
  public record Live(
      EventFilter trigger,
      @Nullable Inaction thenNot,
      @Nullable ConstantProperty same,
      @Nullable Condition audience,
      Duration late,
      Set<Recheck> recheck)
      implements Selection {
    /** As many events can trigger a campaign. */
    public static final int MOST_EVENTS = 10;

    /** How late an event may arrive where nothing is said of it. */
    public static final Duration USUALLY_LATE = Duration.ofHours(1);

    public Live {
      var rechecked = EnumSet.noneOf(Recheck.class);
      rechecked.addAll(recheck);
      recheck = Collections.unmodifiableSet(rechecked);
      if (trigger.names().size() > MOST_EVENTS) {
        throw new IllegalArgumentException(
            "at most %d events trigger, found %d".formatted(MOST_EVENTS, trigger.names().size()));
      }
      if (thenNot == null && (same != null || recheck.contains(Recheck.THEN_NOT))) {
        throw new IllegalArgumentException("same and recheck: [then_not] go with then_not only");
      }
      if (audience == null && recheck.contains(Recheck.AUDIENCE)) {
        throw new IllegalArgumentException("recheck: [audience] goes with an audience only");
      }
      if (!late.isPositive()) {
        throw new IllegalArgumentException("late is more than nothing, found " + late);
      }
    }

    /** How long after it occurred an event triggers: that long, nothing may follow. */
    public Duration untilInstant() {
      return thenNot == null ? Duration.ZERO : thenNot.within();
    }
  }

  /**
   * {@code then_not}: triggers when the time has passed without any of the events.
   *
   * @param within more than nothing
   */
  public record Inaction(EventFilter events, Duration within) {
    public Inaction {
      if (!within.isPositive()) {
        throw new IllegalArgumentException("within is more than nothing, found " + within);
      }
    }
  }

  /** What of {@link Live} may be tested again when a launch is about to send. */
  public enum Recheck {
    /** {@code then_not}, from the event to the moment of sending. */
    THEN_NOT,
    /** {@code audience}, as of the moment of sending. */
    AUDIENCE
  }

  /** Whether it is by what users do, as it happens. */
  public boolean isLive() {
    return selection instanceof Live;
  }
}
