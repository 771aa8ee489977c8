package dev.muster.cli;

import dev.muster.launch.LaunchProgress;
import dev.muster.log.StandardError;

/** Shows a person how runs come along, on standard error. */
interface Watch extends LaunchProgress, AutoCloseable {

  /** What is done to those who were found. */
  enum Doing {
    DELIVERING("begins", "Delivering", "delivers to"),
    COMPOSING("is looked at", "Composing", "composes for"),
    COUNTING("is counted", "Counting", "counts");

    private final String beginning;
    private final String title;
    private final String words;

    Doing(String beginning, String title, String words) {
      this.beginning = beginning;
      this.title = title;
      this.words = words;
    }

    /** In a sentence about the run. */
    String beginning() {
      return beginning;
    }

    /** Above a bar. */
    String title() {
      return title;
    }

    /** In a sentence, before their number. */
    String words() {
      return words;
    }
  }

  /**
   * A progress bar on a terminal, a line every few seconds elsewhere; where programs collect the
   * log, events of what is delivered.
   */
  static Watch onThisTerminal(Doing doing) {
    if (StandardError.isJson()) {
      return doing == Doing.DELIVERING ? new EventWatch() : new LineWatch(doing, System.nanoTime());
    }
    return Terminal.interactive() ? new BarWatch(doing) : new LineWatch(doing, System.nanoTime());
  }

  @Override
  void close();
}
