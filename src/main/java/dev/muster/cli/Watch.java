package dev.muster.cli;

import dev.muster.launch.LaunchProgress;

/** Shows a person how runs come along, on standard error. */
interface Watch extends LaunchProgress, AutoCloseable {

  /** A progress bar on a terminal, a line every few seconds elsewhere. */
  static Watch onThisTerminal() {
    return Terminal.interactive() ? new BarWatch() : new LineWatch(System.nanoTime());
  }

  @Override
  void close();
}
