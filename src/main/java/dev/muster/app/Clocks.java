package dev.muster.app;

import dev.muster.store.Occasion;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The two clocks: what happens in the world goes by the real one, what a campaign plans by the
 * program's, which a rehearsal starts at another moment and which goes on from there. Both in UTC.
 *
 * @param occasion what runs are planned for under the program's
 */
public record Clocks(Clock real, Clock program, Occasion occasion) {

  /** Both the machine's. */
  public static Clocks ofThisMachine() {
    var real = Clock.systemUTC();
    return new Clocks(real, real, Occasion.REAL);
  }

  /** The program's starting at an instant; both the machine's for null. */
  public static Clocks startingAt(@Nullable Instant start) {
    var clocks = ofThisMachine();
    return start == null
        ? clocks
        : new Clocks(
            clocks.real(),
            Clock.offset(clocks.real(), Duration.between(clocks.real().instant(), start)),
            Occasion.REHEARSAL);
  }
}
