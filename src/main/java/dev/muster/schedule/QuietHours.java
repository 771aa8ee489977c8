package dev.muster.schedule;

import dev.muster.campaign.When;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code do_not_disturb} by the clock of one zone. */
record QuietHours(When.DoNotDisturb rule, ClockTimes clock) {

  /**
   * The end of those that an instant lies in, if it lies in any. Each begin on their day and last
   * until the other clock time comes, on the next day where that is not later.
   */
  Optional<Instant> endOf(Instant instant) {
    var day = clock.day(instant);
    return Stream.of(day.minusDays(2), day.minusDays(1), day, day.plusDays(1))
        .filter(begun -> rule.days().contains(begun.getDayOfWeek()))
        .filter(begun -> !beginning(begun).isAfter(instant))
        .map(this::end)
        .filter(instant::isBefore)
        .max(Instant::compareTo);
  }

  /** The first instant, from one on, that lies in none. */
  Instant firstOutside(Instant instant) {
    var outside = instant;
    for (var end = endOf(outside); end.isPresent(); end = endOf(outside)) {
      outside = end.get();
    }
    return outside;
  }

  /** The beginning of the first that begin after an instant. */
  Instant nextAfter(Instant instant) {
    return Stream.iterate(clock.day(instant).minusDays(1), day -> day.plusDays(1))
        .filter(day -> rule.days().contains(day.getDayOfWeek()))
        .filter(day -> beginning(day).isBefore(end(day)))
        .map(this::beginning)
        .filter(instant::isBefore)
        .findFirst()
        .orElseThrow();
  }

  private Instant beginning(LocalDate day) {
    return clock.on(day, rule.from());
  }

  private Instant end(LocalDate begun) {
    return clock.on(rule.to().isAfter(rule.from()) ? begun : begun.plusDays(1), rule.to());
  }
}
