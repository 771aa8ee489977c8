package dev.muster.cli;

import dev.muster.report.RunReport;
import dev.muster.run.RunProgress;
import java.time.Duration;

/** Shows a person how runs come along, on standard error. */
interface Watch extends RunProgress, AutoCloseable {

  /** A progress bar on a terminal, a line every few seconds elsewhere. */
  static Watch onThisTerminal() {
    return Terminal.interactive() ? new BarWatch() : new LineWatch(System.nanoTime());
  }

  /**
   * A launch has done with a run for now.
   *
   * @param took how long it worked on it
   */
  void ended(RunReport report, Duration took);

  @Override
  void close();
}
