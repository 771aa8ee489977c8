package dev.muster.cli;

import org.jspecify.annotations.Nullable;

/** What standard input and output are connected to. */
final class Terminal {

  private Terminal() {}

  /** Whether a person watches. */
  @SuppressWarnings("SystemConsoleNull") // true of JDK 22 to 24 only
  static boolean interactive() {
    // There is none at all where input or output is redirected, as of JDK 25.
    var console = System.console();
    return console != null && console.isTerminal();
  }

  /** What the person types next; null at the end of it, or where there is nobody. */
  @SuppressWarnings("SystemConsoleNull") // as above
  static @Nullable String line() {
    var console = System.console();
    return console == null ? null : console.readLine();
  }
}
