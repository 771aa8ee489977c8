package dev.muster.cli;

import dev.muster.campaign.CampaignId;
import dev.muster.gate.Verdict;
import dev.muster.report.RunReport;
import dev.muster.run.Figures;
import dev.muster.store.RunStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs as a table, a row each. Many runs of a campaign that were missed one after the other are one
 * row with their number.
 */
final class RunTable {
  private RunTable() {}

  /** The lines, a heading first. */
  static List<String> of(List<RunReport> reports) {
    var lines = new ArrayList<String>();
    lines.add(
        row("RUN", "STATUS", "QUALIFIED", "ACCEPTED", "NOT SENDABLE", "ENDED", "DURATION", ""));
    for (var stretch : stretches(reports)) {
      if (stretch.size() > MissedText.FEW) {
        lines.add(
            "%-48s %-10s %s runs, the last %s"
                .formatted(
                    stretch.getFirst().run(),
                    stretch.getFirst().status().key(),
                    Figures.count(stretch.size()),
                    stretch.getLast().run()));
      } else {
        stretch.forEach(report -> lines.add(row(report)));
      }
    }
    return lines;
  }

  /** The missed runs of a campaign between two others of its runs; all other runs by themselves. */
  private static List<List<RunReport>> stretches(List<RunReport> reports) {
    var stretches = new ArrayList<List<RunReport>>();
    Map<CampaignId, List<RunReport>> open = new HashMap<>();
    for (var report : reports) {
      var campaign = report.run().campaign();
      if (!isMissed(report)) {
        open.remove(campaign);
        stretches.add(List.of(report));
      } else {
        open.computeIfAbsent(
                campaign,
                _ -> {
                  var stretch = new ArrayList<RunReport>();
                  stretches.add(stretch);
                  return stretch;
                })
            .add(report);
      }
    }
    return stretches;
  }

  private static String row(RunReport report) {
    // The times of a missed run are those at which it was found to be.
    var ended = isMissed(report) ? null : report.endedAt();
    return row(
        report.run(),
        report.statusInWords(),
        Figures.count(report.qualified()),
        Figures.count(report.users(Verdict.ACCEPTED)),
        Figures.count(report.users(Verdict.REJECTED) + report.users(Verdict.INVALID)),
        ended == null ? "" : Figures.second(ended),
        ended == null || report.startedAt() == null
            ? ""
            : Figures.duration(Duration.between(report.startedAt(), ended)),
        report.rehearsal() ? "  rehearsal" : "");
  }

  private static boolean isMissed(RunReport report) {
    return report.status().is(RunStatus.MISSED);
  }

  private static String row(Object... columns) {
    return "%-48s %-10s %12s %12s %12s  %-20s  %-14s%s".formatted(columns).stripTrailing();
  }
}
