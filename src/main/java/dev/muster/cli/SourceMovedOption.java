package dev.muster.cli;

import picocli.CommandLine.Option;

/** What an operator says of a source that is elsewhere than it was. */
final class SourceMovedOption {
  @Option(
      names = "--source-moved",
      description =
          "Goes on with a run although its source, where profiles and events lie, is elsewhere than"
              + " it was when the run was planned: it has the same data.")
  private boolean moved;

  boolean moved() {
    return moved;
  }
}
