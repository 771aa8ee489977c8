package dev.muster.cli;

import dev.muster.gate.GuardAnswer;
import dev.muster.gate.Verdict;
import dev.muster.launch.Answer;
import dev.muster.report.ReportStatus;
import dev.muster.report.RunReport;
import dev.muster.run.Figures;
import dev.muster.run.NextCommands;
import dev.muster.run.Refusal;
import dev.muster.run.RunEnd;
import dev.muster.store.RunStatus;
import java.util.ArrayList;

/**
 * What a launch of one run came to, in words.
 *
 * @param receiver the option by which this launch was given its receiver, with a blank before it,
 *     or nothing: a command that goes on without it would send to another one
 */
record LaunchedText(String receiver) {

  Told of(Answer.Launched launched) {
    var report = launched.report();
    return switch (launched.end()) {
      case RunEnd.Objected objected -> Told.of(report.run() + ": " + objected.objection());
      case RunEnd.Held _ -> told(report, "held: " + report.reason());
      case RunEnd.Failed failed ->
          told(report, "failed: " + failed.reason() + afterFailure(failed, report));
      case RunEnd.Worked _ -> worked(report, launched.pruned());
    };
  }

  private String afterFailure(RunEnd.Failed failed, RunReport report) {
    if (!report.status().unfinished() || failed.halt().namesCommand()) {
      return "";
    }
    return "; " + commands(report).goesOn(report.rehearsal(), failed.needsRemedy());
  }

  private NextCommands commands(RunReport report) {
    return new NextCommands(report.run(), receiver);
  }

  private String goesOn(RunReport report) {
    return commands(report).goesOn(report.rehearsal());
  }

  private Told worked(RunReport report, boolean pruned) {
    return switch (report.status()) {
      case ReportStatus.Held _ -> Told.of(report);
      case ReportStatus.Stored(var status) -> worked(status, report, pruned);
    };
  }

  private Told worked(RunStatus status, RunReport report, boolean pruned) {
    return switch (status) {
      case STOPPED -> told(report, "stopped at a checkpoint; " + goesOn(report));
      case REFUSED ->
          told(
              report,
              "refused: %s; %s".formatted(report.reason(), refusal(report).remedy(receiver)));
      case FAILED -> told(report, "failed: %s; %s".formatted(report.reason(), goesOn(report)));
      // Told once, when it is done.
      case WAITING -> Told.of(report);
      case COMPLETED, RUNNING, ABANDONED, MISSED ->
          report.incomplete() ? told(report, incomplete(report, pruned)) : Told.of(report);
    };
  }

  private static Refusal refusal(RunReport report) {
    var guards = report.guards();
    return new Refusal(
        report.run(), GuardAnswer.refusing(guards.answers(), guards.override() != null));
  }

  private String incomplete(RunReport report, boolean pruned) {
    var said = new ArrayList<String>();
    said.add(
        "%s, but %s rejected and %s invalid"
            .formatted(
                report.status().key(),
                Figures.count(report.users(Verdict.REJECTED)),
                Figures.count(report.users(Verdict.INVALID))));
    if (!pruned) {
      said.add("; '%s' lists them with the reasons".formatted(commands(report).rejections()));
    }
    if (!pruned && report.status().is(RunStatus.COMPLETED) && report.users(Verdict.REJECTED) > 0) {
      said.add(", " + commands(report).retriesRejected());
    }
    return String.join("", said);
  }

  private static Told told(RunReport report, String what) {
    return Told.of(report, report.run() + ": " + what);
  }
}
