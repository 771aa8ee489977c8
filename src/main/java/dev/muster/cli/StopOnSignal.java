package dev.muster.cli;

import dev.muster.run.StopSignal;
import org.jline.utils.Signals;

/**
 * SIGTERM and SIGINT end a run at its next checkpoint; the second of them ends the process at once,
 * which a later launch recovers from.
 */
final class StopOnSignal {

  private StopOnSignal() {}

  static void install(StopSignal stop) {
    Runnable end =
        () -> {
          if (stop.given()) {
            Runtime.getRuntime().halt(ExitCode.STOPPED.code());
          }
          stop.give();
        };
    Signals.register("TERM", end);
    Signals.register("INT", end);
  }
}
