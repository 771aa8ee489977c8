package dev.muster.cli;

import dev.muster.app.Application;
import dev.muster.app.Complaint;
import dev.muster.campaign.CampaignId;
import dev.muster.report.JsonReport;
import dev.muster.report.LiveJson;
import dev.muster.report.LiveText;
import dev.muster.report.RunDetail;
import dev.muster.report.RunReport;
import dev.muster.report.TextReport;
import dev.muster.run.Figures;
import dev.muster.store.Deliveries;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code muster show}: one run with its executions, gates and requests. */
@Command(
    name = "show",
    description =
        "Shows one run with its executions, gates and requests; or a live campaign with its latest"
            + " seven days.",
    mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {
  private static final String ROW = "  %-10s %-10s %9s %9s %9s  %s";

  /** So many days of a live campaign. */
  private static final int DAYS = 7;

  @ParentCommand private Muster muster;

  @Spec private CommandSpec spec;

  @Mixin private Output output;

  @Mixin private RunOrCampaign what;

  @Option(
      names = "--rejections",
      description =
          "Lists the users whom the Segment API rejected, or would have dropped, each with the"
              + " reason.")
  private boolean rejections;

  @Override
  public Integer call() {
    try (var application = muster.open()) {
      var store = application.store();
      var out = spec.commandLine().getOut();
      var campaign = what.campaign();
      if (campaign.isPresent()) {
        show(campaign.get(), application, out);
        return ExitCode.DONE.code();
      }
      var run = what.run();
      var stored = run.in(store);
      if (rejections) {
        RejectedUsers.print(store, run.withUsersIn(store), output.json(), out);
        return ExitCode.DONE.code();
      }
      var goal = ReportedGoal.of(application, stored, spec.commandLine().getErr());
      if (output.json()) {
        out.println(JsonReport.of(RunDetail.of(store, stored, application.reader(), goal)));
      } else {
        out.println(TextReport.of(RunReport.of(store, stored), goal));
        var source = store.runs().source(stored.key());
        if (source != null) {
          out.println("  profiles and events are read from " + source);
        }
        if (stored.prunedAt() != null) {
          out.println(
              "  pruned at " + Figures.second(stored.prunedAt()) + ": only these sums are left");
        }
        printRequests(store.deliveries().byExecution(stored.key()), out);
      }
      return ExitCode.DONE.code();
    }
  }

  private void show(CampaignId campaign, Application application, PrintWriter out) {
    if (rejections) {
      throw Complaint.needsRemedy(
          "--rejections: expected a run, found a campaign; 'muster runs --campaign %s --day D' lists a day's"
              .formatted(campaign));
    }
    var report =
        RunOrCampaign.live(
                application.store(),
                campaign,
                application.settings().account().timezone(),
                null,
                null)
            .latest(DAYS);
    var goal = ReportedGoal.named(application, campaign, spec.commandLine().getErr());
    out.print(output.json() ? LiveJson.naming(report, goal) + "\n" : LiveText.naming(report, goal));
    out.flush();
  }

  private static void printRequests(List<Deliveries.Effort> efforts, PrintWriter out) {
    if (efforts.isEmpty()) {
      return;
    }
    out.println(
        ROW.formatted("EXECUTION", "PARTITION", "REQUESTS", "RETRIES", "ACCEPTED", "ENDED WITH"));
    for (var effort : efforts) {
      out.println(
          ROW.formatted(
              effort.execution(),
              effort.partition(),
              Figures.count(effort.requests()),
              Figures.count(effort.retries()),
              Figures.count(effort.messages()),
              effort.failure() == null ? "everything sent" : effort.failure()));
    }
  }
}
