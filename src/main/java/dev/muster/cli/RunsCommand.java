package dev.muster.cli;

import dev.muster.app.Complaint;
import dev.muster.campaign.CampaignId;
import dev.muster.report.JsonReport;
import dev.muster.report.LiveJson;
import dev.muster.report.LiveReport;
import dev.muster.report.LiveTable;
import dev.muster.report.Printable;
import dev.muster.report.RunReport;
import dev.muster.store.Run;
import dev.muster.store.Store;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
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
    description = "Lists runs, oldest planned time first; those of live campaigns by days.",
    mixinStandardHelpOptions = true)
final class RunsCommand implements Callable<Integer> {
  @ParentCommand private Muster muster;

  @Spec private CommandSpec spec;

  @Mixin private Output output;

  @Option(names = "--campaign", paramLabel = "CAMPAIGN", description = "Only this campaign's.")
  private @Nullable String campaign;

  @Option(
      names = "--day",
      paramLabel = "D",
      converter = DayOption.class,
      description =
          "With --campaign: this day's runs one by one, also of a live campaign; a day of the"
              + " account's time zone.")
  private @Nullable LocalDate day;

  @Override
  public Integer call() {
    var only = campaignId();
    if (day != null && only == null) {
      throw Complaint.needsRemedy("--day: expected --campaign beside it, found none");
    }
    try (var application = muster.open()) {
      var store = application.store();
      var zone = application.settings().account().timezone();
      var reports =
          runs(store, only, zone).stream().map(run -> RunReport.inBrief(store, run)).toList();
      var live = live(store, only, zone);
      var out = spec.commandLine().getOut();
      if (output.json()) {
        out.println(
            JsonReport.of(reports, Map.of("live", live.stream().map(LiveJson::tree).toList())));
      } else {
        print(reports, day == null ? live : List.of(), out);
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

  private List<Run> runs(Store store, @Nullable CampaignId only, ZoneId zone) {
    return day == null || only == null
        ? store.runs().ofPastBehaviour(only)
        : store
            .runs()
            .between(
                only,
                day.atStartOfDay(zone).toInstant(),
                day.plusDays(1).atStartOfDay(zone).toInstant());
  }

  private List<LiveReport> live(Store store, @Nullable CampaignId only, ZoneId zone) {
    var campaigns = only == null ? store.live().campaigns().known() : List.of(only);
    return campaigns.stream()
        .flatMap(each -> LiveReport.of(store, each, zone, day, day).stream())
        .toList();
  }

  private void print(List<RunReport> reports, List<LiveReport> live, PrintWriter out) {
    if (reports.isEmpty() && live.isEmpty()) {
      out.println(day == null ? "No runs yet." : "No runs on %s.".formatted(day));
      return;
    }
    if (!reports.isEmpty()) {
      RunTable.of(reports).forEach(out::println);
    }
    if (!live.isEmpty()) {
      if (!reports.isEmpty()) {
        out.println();
      }
      LiveTable.of(live).forEach(out::println);
    }
  }
}
