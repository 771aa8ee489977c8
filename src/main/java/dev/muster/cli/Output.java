package dev.muster.cli;

import picocli.CommandLine.Option;

/** How a command answers. */
final class Output {
  @Option(
      names = "--output",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "How to answer: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format = Format.text;

  private boolean answered;

  /** The names are what a user writes. */
  enum Format {
    text,
    json
  }

  boolean json() {
    return format == Format.json;
  }

  /** Takes note that standard output has its JSON document: there is to be one. */
  void noteAnswered() {
    answered = true;
  }

  /** Whether it has. */
  boolean isAnswered() {
    return answered;
  }
}
