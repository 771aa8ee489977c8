package dev.muster.cli;

import dev.muster.campaign.RunId;
import dev.muster.report.RunReport;
import dev.muster.run.Figures;
import dev.muster.store.Store;
import java.util.List;
import java.util.function.Consumer;

/** The runs that a launch of a campaign's file has found to be missed. */
record MissedRuns(Store store, CampaignPaths.File file) {
  /** So many at most are told one by one. */
  static final int FEW = 3;

  /** Tells of them; of many in one line. */
  void tell(List<RunId> missed, Consumer<Result> results) {
    var reports = missed.stream().map(run -> RunReport.of(store, store.runs().get(run))).toList();
    if (reports.size() <= FEW) {
      reports.forEach(report -> results.accept(Result.of(ExitCode.DONE, report, line(report))));
      return;
    }
    results.accept(
        Result.of(
            ExitCode.DONE,
            "%s: %s runs were missed, the first %s, the last %s: %s; 'muster runs --campaign %s' lists them, and '%s' makes up for the last"
                .formatted(
                    file.path(),
                    Figures.count(missed.size()),
                    missed.getFirst(),
                    missed.getLast(),
                    reports.getLast().reason(),
                    missed.getFirst().campaign(),
                    command(file, missed.getLast()))));
    reports.forEach(report -> results.accept(Result.oneOfMany(ExitCode.DONE, report)));
  }

  private String line(RunReport report) {
    return "%s: missed: %s; '%s' makes up for it"
        .formatted(report.run(), report.reason(), command(file, report.run()));
  }

  /** What begins a run although its time has passed. */
  static String command(CampaignPaths.File file, RunId run) {
    return "muster run %s --planned %s".formatted(file.path(), run.plannedAt());
  }
}
