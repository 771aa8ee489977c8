package dev.muster.cli;

import dev.muster.report.RunReport;
import java.util.Optional;

/**
 * What became of a campaign file, or of one of its runs.
 *
 * @param exitCode what it alone would end the program with
 * @param report the run's report, where there is a run
 * @param faults what is wrong with the file, a line each
 * @param message what else there is to say, in one line
 * @param forProgramsAlone whether people are told of the report in another line
 */
record Result(
    ExitCode exitCode,
    Optional<RunReport> report,
    Optional<String> faults,
    Optional<String> message,
    boolean forProgramsAlone) {

  private Result(
      ExitCode exitCode,
      Optional<RunReport> report,
      Optional<String> faults,
      Optional<String> message) {
    this(exitCode, report, faults, message, false);
  }

  /** One of many reports, of which people are told at once. */
  static Result oneOfMany(ExitCode exitCode, RunReport report) {
    return new Result(exitCode, Optional.of(report), Optional.empty(), Optional.empty(), true);
  }

  static Result of(ExitCode exitCode, RunReport report) {
    return new Result(exitCode, Optional.of(report), Optional.empty(), Optional.empty());
  }

  static Result of(ExitCode exitCode, RunReport report, String message) {
    return new Result(exitCode, Optional.of(report), Optional.empty(), Optional.of(message));
  }

  static Result of(ExitCode exitCode, String message) {
    return new Result(exitCode, Optional.empty(), Optional.empty(), Optional.of(message));
  }

  /** Of what was to begin when the program was asked to stop. */
  static Result notBegun(String what) {
    return of(ExitCode.STOPPED, what + ": not begun, since the program was asked to stop");
  }

  static Result faults(String faults) {
    return new Result(ExitCode.WRONG, Optional.empty(), Optional.of(faults), Optional.empty());
  }
}
