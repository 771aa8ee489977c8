package dev.muster.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;

/**
 * When the folder is launched in the simulated month: every five minutes, but for two outages of a
 * day and one of an hour. They lie over planned times and users' windows, the first over a clock
 * change, too, the last over the end of a month.
 */
final class Timetable {
  static final Instant BEGINNING = Instant.parse("2027-02-27T00:00:00Z");

  /** Two days after the last planned times, in which the last windows open. */
  private static final Instant END = Instant.parse("2027-04-07T12:00:00Z");

  private static final Duration STEP = Duration.ofMinutes(5);

  /** Launches are cut short: for so long after something was due, others go on with it. */
  private static final Duration AFTERWARDS = STEP.multipliedBy(3);

  private static final List<Outage> OUTAGES =
      List.of(
          outage("2027-03-13T19:00:00Z", "2027-03-14T19:00:00Z"),
          outage("2027-03-25T22:05:00Z", "2027-03-25T23:05:00Z"),
          outage("2027-03-30T22:00:00Z", "2027-03-31T22:00:00Z"));

  /** A time in which nobody launches; at both ends somebody does. */
  private record Outage(Instant from, Instant to) {
    boolean holds(Instant instant) {
      return instant.isAfter(from) && instant.isBefore(to);
    }
  }

  private Timetable() {}

  private static Outage outage(String from, String to) {
    return new Outage(Instant.parse(from), Instant.parse(to));
  }

  /**
   * The moments of launches, in order.
   *
   * @param due when something is to be done
   * @param stride of the launches that can have nothing to do, only each so manieth is made
   */
  static List<Instant> launches(NavigableSet<Instant> due, int stride) {
    var launches = new ArrayList<Instant>();
    var steps = 0;
    for (var now = BEGINNING; !now.isAfter(END); now = now.plus(STEP)) {
      var moment = now;
      if (OUTAGES.stream().anyMatch(outage -> outage.holds(moment))) {
        continue;
      }
      if (steps++ % stride == 0 || isNear(moment, due)) {
        launches.add(moment);
      }
    }
    return launches;
  }

  private static boolean isNear(Instant moment, NavigableSet<Instant> due) {
    var last = due.floor(moment.plus(STEP));
    return (last != null && !last.isBefore(moment.minus(AFTERWARDS)))
        || OUTAGES.stream()
            .anyMatch(outage ->
                !moment.isBefore(outage.to()) && !moment.isAfter(outage.to().plus(AFTERWARDS)));
  }
}
