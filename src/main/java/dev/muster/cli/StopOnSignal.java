package dev.muster.cli;

import dev.muster.run.StopSignal;
import java.time.Duration;
import org.jline.utils.Signals;

/**
 * SIGTERM and SIGINT end a run at its next checkpoint; the second of them ends the process at once,
 * which a later launch recovers from. So does the first when no checkpoint comes.
 */
final class StopOnSignal {
  /** Less than the 90 seconds that schedulers are told to wait, and more than a request takes. */
  private static final Duration PATIENCE = Duration.ofSeconds(85);

  private StopOnSignal() {}

  static void install(StopSignal stop) {
    Runnable end =
        () -> {
          if (stop.given()) {
            Runtime.getRuntime().halt(ExitCode.STOPPED.code());
          }
          LastResort.endUnlessEnded(
              PATIENCE,
              ExitCode.STOPPED,
              "asked to stop %d seconds ago, and did not: the process is ended, and what was under way"
                      .formatted(PATIENCE.toSeconds())
                  + " is taken up by the next launch as after a crash");
          stop.give();
        };
    Signals.register("TERM", end);
    Signals.register("INT", end);
  }
}
