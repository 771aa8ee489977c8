package dev.muster.report;

import dev.muster.store.Deliveries;
import java.time.Duration;

/** What kept a run from sending faster. */
sealed interface Brake {
  /** For people, in a few words. */
  String text();

  /** The rate of the settings. */
  record RateSetting(long percent) implements Brake {
    @Override
    public String text() {
      return "limited by your rate setting, %d%% of the sending time".formatted(percent);
    }
  }

  /** Pauses that the Segment API asked for. */
  record Pauses(long percent) implements Brake {
    @Override
    public String text() {
      return "limited by the Segment API's pauses, %d%% of the sending time".formatted(percent);
    }
  }

  /** Neither. */
  record None() implements Brake {
    @Override
    public String text() {
      return "not limited by your rate setting";
    }
  }

  /**
   * The one that took more of the time, if that was worth mentioning: a second, and a tenth of all.
   */
  static Brake of(Deliveries.Time time) {
    var paced = time.paced();
    var paused = time.paused();
    if (!matters(paced, time.took()) && !matters(paused, time.took())) {
      return new None();
    }
    return paced.compareTo(paused) >= 0
        ? new RateSetting(percent(paced, time.took()))
        : new Pauses(percent(paused, time.took()));
  }

  private static boolean matters(Duration wait, Duration took) {
    return wait.compareTo(Duration.ofSeconds(1)) >= 0 && wait.multipliedBy(10).compareTo(took) >= 0;
  }

  private static long percent(Duration part, Duration whole) {
    return Math.round(100.0 * part.toNanos() / whole.toNanos());
  }
}
