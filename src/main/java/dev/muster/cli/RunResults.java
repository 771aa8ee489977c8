package dev.muster.cli;

import dev.muster.campaign.RunId;
import dev.muster.gate.Verdict;
import dev.muster.report.RunReport;
import dev.muster.run.Figures;
import dev.muster.run.RunEnd;
import dev.muster.store.Run;
import dev.muster.store.RunStatus;
import dev.muster.store.Store;
import java.time.Duration;

/**
 * What a launch of one run came to, as it is told.
 *
 * @param receiver the option by which this launch was given its receiver, with a blank before it,
 *     or nothing: a command that goes on without it would send to another one
 * @param watch is told what runs that were worked on came to
 */
record RunResults(Store store, String receiver, Watch watch) {

  /** A launch of one run. */
  interface Launch {
    RunEnd perform() throws InterruptedException;
  }

  /**
   * Launches a run.
   *
   * @return its report, what the program would end with, and where that is not 0 a line with the
   *     command that goes on; where something speaks against the launch, that alone
   */
  Result of(RunId run, Launch launch) throws InterruptedException {
    var before = executions(run);
    var since = System.nanoTime();
    var end = launch.perform();
    var report = RunReport.of(store, end);
    if (tellsOfThis(end, report) && report.executions() > before) {
      watch.ended(report, Duration.ofNanos(System.nanoTime() - since));
    }
    return of(end, report);
  }

  /** Whoever has taken the run over meanwhile says himself what it came to. */
  private static boolean tellsOfThis(RunEnd end, RunReport report) {
    return switch (end) {
      case RunEnd.Held _ -> false;
      case RunEnd.Failed _ -> report.status().equals(RunStatus.FAILED.key());
      case RunEnd.Worked _, RunEnd.Objected _ -> true;
    };
  }

  private int executions(RunId run) {
    return store.runs().find(run).map(Run::executions).orElse(0);
  }

  private Result of(RunEnd end, RunReport report) {
    return switch (end) {
      case RunEnd.Objected objected ->
          Result.of(ExitCode.WRONG, report.run() + ": " + objected.objection());
      case RunEnd.Held _ -> told(ExitCode.DONE, report, "held: " + report.reason());
      case RunEnd.Failed failed ->
          told(
              failed.needsRemedy() ? ExitCode.WRONG : ExitCode.FAILED,
              report,
              "failed: " + failed.reason() + afterFailure(failed));
      case RunEnd.Worked _ -> worked(report);
    };
  }

  private String afterFailure(RunEnd.Failed failed) {
    var run = failed.run();
    var goesOn = store.runs().find(run).filter(found -> found.status().unfinished()).isPresent();
    if (!goesOn || failed.halt().namesCommand()) {
      return "";
    }
    return (failed.needsRemedy() ? "; once that is mended, " : "; ") + goesOn(run);
  }

  /** A rehearsal goes on by its own clock, which only a launch is given. */
  private String goesOn(RunId run) {
    return store.runs().find(run).filter(Run::isRehearsal).isPresent()
        ? "the next launch under --clock goes on"
        : "the next launch goes on, or 'muster restart %s%s'".formatted(run, receiver);
  }

  private Result worked(RunReport report) {
    var exitCode = ExitCode.of(report);
    var run = report.run();
    return switch (exitCode) {
      case DONE -> Result.of(exitCode, report);
      case INCOMPLETE -> told(exitCode, report, incomplete(report));
      case STOPPED -> told(exitCode, report, "stopped at a checkpoint; " + goesOn(run));
      case REFUSED ->
          told(
              exitCode,
              report,
              "refused: %s; if that many are meant, 'muster restart %s --override REASON%s' sends to them"
                  .formatted(report.reason(), run, receiver));
      case FAILED, WRONG ->
          told(
              exitCode,
              report,
              "%s: %s; %s".formatted(report.status(), report.reason(), goesOn(run)));
    };
  }

  private String incomplete(RunReport report) {
    var run = store.runs().get(report.run());
    var what =
        "%s, but %s rejected and %s invalid"
            .formatted(
                report.status(),
                Figures.count(report.users(Verdict.REJECTED)),
                Figures.count(report.users(Verdict.INVALID)));
    if (run.prunedAt() != null) {
      return what;
    }
    var list = "; 'muster show %s --rejections' lists them with the reasons".formatted(run.id());
    var again = run.status() == RunStatus.COMPLETED && report.users(Verdict.REJECTED) > 0;
    return what
        + list
        + (again ? ", 'muster retry-rejected %s%s' sends to the rejected again" : "")
            .formatted(run.id(), receiver);
  }

  private static Result told(ExitCode exitCode, RunReport report, String what) {
    return Result.of(exitCode, report, report.run() + ": " + what);
  }
}
