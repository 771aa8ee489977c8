package dev.muster.schedule;

import dev.muster.campaign.Again;
import dev.muster.campaign.WrittenDuration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * {@code again}: whether a user whom another run of the campaign reached is left alone by this one.
 * It counts from the moment at which the user was due there to the one at which they are due here;
 * in days, it does not matter at what time of the day.
 *
 * @param accountZone the zone whose days count
 */
public record AgainRule(Again again, ZoneId accountZone) {

  /** Whether it leaves nobody alone. */
  public boolean always() {
    return again instanceof Again.Always;
  }

  /**
   * Whether a user is left alone who is due at a moment.
   *
   * @param reached when the user was due in a run that reached them, also one planned for later
   */
  public boolean leavesAlone(Instant reached, Instant due) {
    return !reached.isBefore(since(due));
  }

  /**
   * Who is due at a moment is left alone when they were due in another run, which reached them, at
   * that instant or later: {@link Instant#MIN} for whenever it was, {@link Instant#MAX} for never.
   * It grows with the moment. Instants are whole microseconds, as tables have them.
   */
  public Instant since(Instant due) {
    return switch (again) {
      case Again.Always _ -> Instant.MAX;
      case Again.Never _ -> Instant.MIN;
      case Again.After(var pause) ->
          pause.inDays()
              ? start(day(due).minusDays(days(pause)).plusDays(1))
              : due.minus(pause.exact()).plus(1, ChronoUnit.MICROS);
    };
  }

  /**
   * From when on a user is sent to again.
   *
   * @param reached when the user was due in the last run that reached them
   * @return nothing for never
   */
  public Optional<Instant> from(Instant reached) {
    return switch (again) {
      case Again.Always _ -> Optional.of(reached);
      case Again.Never _ -> Optional.empty();
      case Again.After(var pause) ->
          Optional.of(
              pause.inDays()
                  ? start(day(reached).plusDays(days(pause)))
                  : reached.plus(pause.exact()));
    };
  }

  private static long days(WrittenDuration pause) {
    return pause.exact().toDays();
  }

  private LocalDate day(Instant instant) {
    return instant.atZone(accountZone).toLocalDate();
  }

  /** The first moment of a day, also where a time-zone change skips its midnight. */
  private Instant start(LocalDate day) {
    return day.atStartOfDay(accountZone).toInstant();
  }
}
