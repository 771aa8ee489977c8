package dev.muster.cli;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The run of a campaign that a command only looks at. */
final class LookedAtRun {
  @Parameters(
      paramLabel = "CAMPAIGN",
      description = "A campaign file; a draft, too, unless it is to be approved.")
  private Path file;

  @Option(
      names = "--planned",
      paramLabel = "INSTANT",
      description =
          "The planned time of the run, which may lie in the future (default: the next one; of a"
              + " campaign that is planned 'at: launch' the clock's minute).")
  private @Nullable Instant planned;

  Path file() {
    return file;
  }

  /** Its planned time, or null for the next. */
  @Nullable Instant planned() {
    return planned;
  }
}
