package dev.muster.cli;

import dev.muster.report.RunReport;
import java.util.Optional;

/**
 * What became of a campaign file, or of one of its runs.
 *
 * @param exitCode what it alone would end the program with
 * @param report the run's report, where there is a run
 * @param message what else there is to say
 */
record Result(ExitCode exitCode, Optional<RunReport> report, Optional<String> message) {

  static Result of(ExitCode exitCode, RunReport report) {
    return new Result(exitCode, Optional.of(report), Optional.empty());
  }

  static Result of(ExitCode exitCode, String message) {
    return new Result(exitCode, Optional.empty(), Optional.of(message));
  }
}
