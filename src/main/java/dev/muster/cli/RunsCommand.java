package dev.muster.cli;

import dev.muster.app.Complaint;
import dev.muster.campaign.CampaignId;
import dev.muster.report.JsonReport;
import dev.muster.report.Printable;
import dev.muster.report.RunReport;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code muster runs}: the history. */
@Command(
    name = "runs",
    description = "Lists runs, oldest planned time first.",
    mixinStandardHelpOptions = true)
final class RunsCommand implements Callable<Integer> {
  @ParentCommand private Muster muster;

  @Spec private CommandSpec spec;

  @Mixin private Output output;

  @Option(names = "--campaign", paramLabel = "CAMPAIGN", description = "Only this campaign's.")
  private @Nullable String campaign;

  @Override
  public Integer call() {
    try (var application = muster.open()) {
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
      throw Complaint.needsRemedy(
          "--campaign: expected a campaign's id, found " + Printable.of(campaign));
    }
    return campaign == null ? null : new CampaignId(campaign);
  }

  private static void print(List<RunReport> reports, PrintWriter out) {
    if (reports.isEmpty()) {
      out.println("No runs yet.");
      return;
    }
    RunTable.of(reports).forEach(out::println);
  }
}
