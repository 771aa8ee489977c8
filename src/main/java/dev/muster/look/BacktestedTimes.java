package dev.muster.look;

import dev.muster.campaign.When;
import dev.muster.schedule.PlannedTime;
import dev.muster.schedule.PlannedTimes;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** The planned times that a backtest counts at, or why it does not. */
public sealed interface BacktestedTimes {
  /** So many are counted at most. */
  int MOST = 400;

  /** At least one. */
  record Found(List<Instant> times) implements BacktestedTimes {
    public Found {
      times = List.copyOf(times);
    }
  }

  /** There is none on those days. */
  record None() implements BacktestedTimes {}

  /** There are more. */
  record TooMany() implements BacktestedTimes {}

  /** Its runs are planned when it is launched, or when somebody does something. */
  record NeverPlanned() implements BacktestedTimes {}

  /** Those of some days of the campaign's zone, the first and the last among them. */
  static BacktestedTimes of(When when, ZoneId accountZone, LocalDate from, LocalDate until) {
    return switch (when.planning()) {
      case When.AtLaunch _, When.Live _ -> new NeverPlanned();
      case When.AtTimes _, When.Repeat _ -> {
        var times =
            PlannedTimes.of(when, accountZone)
                .within(from, until)
                .limit(MOST + 1)
                .map(PlannedTime::instant)
                .toList();
        yield times.isEmpty() ? new None() : times.size() > MOST ? new TooMany() : new Found(times);
      }
    };
  }
}
