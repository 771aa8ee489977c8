package dev.muster.campaign;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When the campaign is sent.
 *
 * @param planning how planned times come about
 * @param timezone where its dates and clock times are read, or null for the account's time zone
 * @param catchUp what becomes of planned times that no launch met
 * @param userTimezone how planned clock times are taken in each user's own zone, or null: they are
 *     one instant for all
 * @param doNotDisturb when users are left in peace, or null
 * @param cutOff until when users are sent to, or null for no end, which no live campaign has
 */
public record When(
    Planning planning,
    @Nullable ZoneId timezone,
    CatchUp catchUp,
    @Nullable UserTimezone userTimezone,
    @Nullable DoNotDisturb doNotDisturb,
    @Nullable CutOff cutOff) {

  /** Planned times and nothing else said. */
  public When(Planning planning, @Nullable ZoneId timezone) {
    this(planning, timezone, CatchUp.LATEST, null, null, null);
  }

  /** Whether it matters in which zone a user lives. */
  public boolean asksForZones() {
    return userTimezone != null || doNotDisturb != null;
  }

  /** How planned times come about. */
  public sealed interface Planning {}

  /** {@code at: launch}: each launch is a run of its own. */
  public record AtLaunch() implements Planning {}

  /** {@code at}: one run at each of these; local date-times or instants, never days. */
  public record AtTimes(List<Moment> moments) implements Planning {
    public AtTimes {
      moments = List.copyOf(moments);
      if (moments.isEmpty() || moments.stream().anyMatch(Moment.Day.class::isInstance)) {
        throw new IllegalArgumentException("at is one or more points in time, found: " + moments);
      }
    }
  }

  /**
   * {@code repeat}: a run at each time of the repetition.
   *
   * @param from the day from which intervals count; no run lies before it
   * @param until the last day, or null for no end
   */
  public record Repeat(LocalDate from, @Nullable LocalDate until, Repetition repetition)
      implements Planning {
    public Repeat {
      refuseReversed(from, until);
    }
  }

  /**
   * For live campaigns: no planned times, each launch takes up the triggers since the last one.
   *
   * @param from events before it do not trigger, or null: from the first launch on
   * @param until events from it on do not trigger, of a day from its end on, or null for no end
   * @param delay how long after its instant a trigger is due, or nothing
   */
  public record Live(@Nullable Moment from, @Nullable Moment until, Duration delay)
      implements Planning {
    public Live {
      if (delay.isNegative()) {
        throw new IllegalArgumentException("a delay is no negative duration, found " + delay);
      }
    }

    /**
     * When events occur that trigger, as far as the file says.
     *
     * @param zone the campaign's, in which dates and local date-times are read
     */
    public Interval events(ZoneId zone) {
      return new Interval(
          from == null ? null : from.start(zone), until == null ? null : ending(until, zone));
    }

    private static Instant ending(Moment until, ZoneId zone) {
      return switch (until) {
        case Moment.Day day -> day.end(zone);
        case Moment.Local local -> local.start(zone);
        case Moment.Absolute absolute -> absolute.start(zone);
      };
    }
  }

  /** What becomes of planned times that no launch met. */
  public enum CatchUp {
    /** Of those of the last 24 hours the latest is run. */
    LATEST,
    /** All are run. */
    ALL,
    /** None is run. */
    NONE
  }

  /** {@code user_timezone}: the planned date and clock time are taken in each user's own zone. */
  public record UserTimezone(Passed passed, Unknown unknown) {

    /** What happens to users for whom the moment lay before the planned instant. */
    public enum Passed {
      /** They are discarded. */
      SKIP,
      /** They get it at the same clock time a day later. */
      NEXT_DAY
    }

    /** What happens to users without a known time zone. */
    public enum Unknown {
      /** They are taken to live in the account's zone. */
      ACCOUNT,
      /** They are discarded. */
      SKIP
    }
  }

  /**
   * {@code do_not_disturb}, in the user's zone, else the account's.
   *
   * @param from included
   * @param to excluded, not equal to {@code from}; at or before it: on the next day
   * @param days those on which it begins, never empty
   * @param collapse which of a user's triggers that wait for the same moment are sent; live
   *     campaigns only, with {@code then: delay}
   */
  public record DoNotDisturb(
      LocalTime from, LocalTime to, Set<DayOfWeek> days, Then then, Collapse collapse) {
    public DoNotDisturb {
      if (from.equals(to) || days.isEmpty()) {
        throw new IllegalArgumentException(
            "do_not_disturb wants two clock times and a day, found: " + from + to + days);
      }
      if (collapse != Collapse.NONE && then != Then.DELAY) {
        throw new IllegalArgumentException("collapse goes with then: delay only");
      }
      days = Collections.unmodifiableSet(EnumSet.copyOf(days));
    }

    /** One that collapses nothing. */
    public DoNotDisturb(LocalTime from, LocalTime to, Set<DayOfWeek> days, Then then) {
      this(from, to, days, then, Collapse.NONE);
    }

    /** What happens to users who are due inside. */
    public enum Then {
      /** They are sent to when it ends. */
      DELAY,
      /** They are discarded. */
      DISCARD
    }

    /** Which of a user's triggers are sent that wait for the same moment. */
    public enum Collapse {
      /** All. */
      NONE,
      /** The last one in the order of triggers. */
      LATEST
    }
  }

  /** {@code cut_off}: who cannot be sent before it is expired. */
  public sealed interface CutOff {

    /** The first such clock time at or after the moment at which the user was due. */
    record AtClock(LocalTime time) implements CutOff {}

    /** So long after the moment at which the user was due. */
    record After(Duration duration) implements CutOff {}

    /** That of a live campaign of which nothing is said. */
    CutOff OF_LIVE = new After(Duration.ofHours(24));
  }

  private static void refuseReversed(LocalDate from, @Nullable LocalDate until) {
    if (until != null && until.isBefore(from)) {
      throw new IllegalArgumentException("until " + until + " lies before from " + from);
    }
  }
}
