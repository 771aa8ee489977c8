package dev.muster.cli;

import java.util.Objects;

/** What standard input and output are connected to. */
final class Terminal {

  private Terminal() {}

  /** Whether a person watches. */
  static boolean interactive() {
    return Objects.requireNonNull(System.console()).isTerminal();
  }
}
