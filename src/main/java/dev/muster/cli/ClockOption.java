package dev.muster.cli;

import dev.muster.app.SystemClocks;
import dev.muster.run.Clocks;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Another moment than now, for a command that only looks. */
final class ClockOption {
  @Option(
      names = "--clock",
      paramLabel = "INSTANT",
      description = "The moment that is taken for now.")
  private @Nullable Instant start;

  /** That moment, or the one at which it is asked. */
  Clocks clocks() {
    return SystemClocks.standingAt(start);
  }
}
