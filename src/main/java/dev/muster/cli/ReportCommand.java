package dev.muster.cli;

import dev.muster.app.Application;
import dev.muster.app.Complaint;
import dev.muster.app.ProgramVersion;
import dev.muster.app.SystemClocks;
import dev.muster.campaign.CampaignId;
import dev.muster.report.HtmlReport;
import dev.muster.report.JsonReport;
import dev.muster.report.LiveJson;
import dev.muster.report.LiveText;
import dev.muster.report.RunDetail;
import dev.muster.report.RunReport;
import dev.muster.report.TextReport;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code muster report}: the batch report of a run. */
@Command(
    name = "report",
    description = "Writes the report of a run, or of a live campaign by days.",
    mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
  @ParentCommand private Muster muster;

  @Spec private CommandSpec spec;

  @Mixin private RunOrCampaign what;

  @Option(
      names = "--format",
      defaultValue = "text",
      paramLabel = "text|json|html",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to, instead of here; the file is written whole, or stays as it was.")
  private @Nullable Path out;

  @Option(
      names = "--no-ids",
      description =
          "With --format html: names no user (default: three of each code that was rejected).")
  private boolean noIds;

  @Option(
      names = "--from",
      paramLabel = "D",
      converter = DayOption.class,
      description = "Of a live campaign: its first day, in the account's time zone (default: all).")
  private @Nullable LocalDate from;

  @Option(
      names = "--until",
      paramLabel = "D",
      converter = DayOption.class,
      description = "Of a live campaign: its last day, which is included (default: all).")
  private @Nullable LocalDate until;

  /** The names are what a user writes. */
  enum Format {
    text,
    json,
    html
  }

  @Override
  public Integer call() {
    if (noIds && format != Format.html) {
      throw Complaint.needsRemedy(
          "--no-ids: expected --format html beside it, found --format %s".formatted(format));
    }
    try (var application = muster.open()) {
      var campaign = what.campaign();
      var text = campaign.isPresent() ? live(application, campaign.get()) : run(application);
      if (out == null) {
        spec.commandLine().getOut().print(text);
        spec.commandLine().getOut().flush();
      } else {
        DataFile.write(out, file -> file.write(text));
      }
      return ExitCode.DONE.code();
    }
  }

  private String run(Application application) {
    if (from != null || until != null) {
      throw Complaint.needsRemedy(
          "--from, --until: expected a live campaign's id beside them, found a run");
    }
    var store = application.store();
    var stored = what.run().in(store);
    var goal = ReportedGoal.of(application, stored, spec.commandLine().getErr());
    return switch (format) {
      case text -> TextReport.of(RunReport.of(store, stored), goal);
      case json -> JsonReport.of(RunDetail.of(store, stored, application.reader(), goal)) + "\n";
      case html -> {
        var detail = RunDetail.of(store, stored, application.reader(), goal);
        var making =
            new HtmlReport.Making(
                !noIds, ProgramVersion.number(), SystemClocks.real().program().instant());
        yield HtmlReport.of(store, stored, detail, making).text();
      }
    };
  }

  private String live(Application application, CampaignId campaign) {
    if (format == Format.html) {
      throw Complaint.needsRemedy(
          ("--format html: expected a run, found a live campaign, %s; 'muster runs --campaign %s --day"
                  + " D' lists a day's, text and json tell of all")
              .formatted(campaign, campaign));
    }
    if (from != null && until != null && until.isBefore(from)) {
      throw Complaint.needsRemedy(
          "--until: expected a day not before --from, %s, found %s".formatted(from, until));
    }
    var zone = application.settings().account().timezone();
    var report = RunOrCampaign.live(application.store(), campaign, zone, from, until);
    var goal = ReportedGoal.of(application, campaign, spec.commandLine().getErr());
    return format == Format.json ? LiveJson.of(report, goal) + "\n" : LiveText.of(report, goal);
  }
}
