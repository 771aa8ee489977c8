package dev.muster.cli;

import dev.muster.report.RunReport;
import dev.muster.run.RunEnd;
import dev.muster.store.Store;

/** What a launch of one run came to, as it is told. */
record RunResults(Store store) {

  /** The run's report, what the program would end with, and a line where that is not 0. */
  Result of(RunEnd end) {
    var report = RunReport.of(store, end);
    return switch (end) {
      case RunEnd.Held _ -> told(ExitCode.DONE, report, "held: " + report.reason());
      case RunEnd.Failed failed ->
          told(
              failed.needsRemedy() ? ExitCode.WRONG : ExitCode.FAILED,
              report,
              "failed: " + failed.reason());
      case RunEnd.Worked _ -> worked(report);
    };
  }

  private static Result worked(RunReport report) {
    var exitCode = ExitCode.of(report);
    return switch (exitCode) {
      case DONE, INCOMPLETE -> Result.of(exitCode, report);
      case STOPPED -> told(exitCode, report, "stopped at a checkpoint; the next launch goes on");
      case REFUSED -> told(exitCode, report, "refused: " + report.reason());
      case FAILED, WRONG -> told(exitCode, report, report.status() + ": " + report.reason());
    };
  }

  private static Result told(ExitCode exitCode, RunReport report, String what) {
    return Result.of(exitCode, report, report.run() + ": " + what);
  }
}
