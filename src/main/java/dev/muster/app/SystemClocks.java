package dev.muster.app;

import dev.muster.run.Clocks;
import dev.muster.store.Purpose;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** The clocks of this machine; nobody else asks it for the time. */
public final class SystemClocks {

  private SystemClocks() {}

  /** Both the machine's. */
  public static Clocks real() {
    var real = Clock.systemUTC();
    return new Clocks(real, real, Purpose.REAL);
  }

  /** The program's starting at an instant; both the machine's for null. */
  public static Clocks startingAt(@Nullable Instant start) {
    var clocks = real();
    return start == null
        ? clocks
        : new Clocks(
            clocks.real(),
            Clock.offset(clocks.real(), Duration.between(clocks.real().instant(), start)),
            Purpose.REHEARSAL,
            start);
  }

  /**
   * The same for whoever only looks: the program's stands still, at an instant, or at now for null.
   */
  public static Clocks standingAt(@Nullable Instant moment) {
    var clocks = startingAt(moment);
    return new Clocks(
        clocks.real(),
        Clock.fixed(moment == null ? clocks.real().instant() : moment, ZoneOffset.UTC),
        clocks.purpose());
  }
}
