package dev.muster.cli;

import dev.muster.run.Progress;

/** Shows a person how runs come along, on standard error. */
interface Watch extends Progress, AutoCloseable {

  /** A progress bar on a terminal, a line every few seconds elsewhere. */
  static Watch onThisTerminal() {
    return Terminal.interactive() ? new BarWatch() : new LineWatch(System.nanoTime());
  }

  @Override
  void close();
}
