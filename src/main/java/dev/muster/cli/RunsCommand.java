package dev.muster.cli;

import dev.muster.campaign.CampaignId;
import dev.muster.gate.Verdict;
import dev.muster.report.JsonReport;
import dev.muster.report.RunReport;
import dev.muster.run.Figures;
import dev.muster.store.RunStatus;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code muster runs}: the history. */
@Command(
    name = "runs",
    description = "Lists runs, oldest planned time first.",
    mixinStandardHelpOptions = true)
final class RunsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private Output output;

  @Option(names = "--campaign", paramLabel = "CAMPAIGN", description = "Only this campaign's.")
  private @Nullable String campaign;

  @Override
  public Integer call() {
    try (var application = Application.start()) {
      var store = application.store();
      var reports =
          store.runs().list(campaignId()).stream()
              .map(run -> RunReport.inBrief(store, run))
              .toList();
      var out = spec.commandLine().getOut();
      if (output.json()) {
        out.println(JsonReport.of(reports));
      } else {
        print(reports, out);
      }
      return ExitCode.DONE.code();
    }
  }

  private @Nullable CampaignId campaignId() {
    if (campaign != null && !CampaignId.isValid(campaign)) {
      throw new Complaint(
          ExitCode.WRONG, "--campaign: expected a campaign's id, found " + campaign);
    }
    return campaign == null ? null : new CampaignId(campaign);
  }

  private static void print(List<RunReport> reports, PrintWriter out) {
    if (reports.isEmpty()) {
      out.println("No runs yet.");
      return;
    }
    out.println(
        row("RUN", "STATUS", "QUALIFIED", "ACCEPTED", "NOT SENDABLE", "ENDED", "DURATION", ""));
    reports.forEach(report -> out.println(row(report)));
  }

  private static String row(RunReport report) {
    // The times of a missed run are those at which it was found to be.
    var ended = report.status().equals(RunStatus.MISSED.key()) ? null : report.endedAt();
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

  private static String row(Object... columns) {
    return "%-48s %-10s %12s %12s %12s  %-20s  %-14s%s".formatted(columns).stripTrailing();
  }
}
