package dev.muster.web;

import dev.muster.campaign.RunKey;
import dev.muster.gate.Verdict;
import dev.muster.report.Html;
import dev.muster.report.RunReport;
import dev.muster.store.AuditRow;
import dev.muster.store.RunStatus;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** One run. */
@Controller
final class RunPage {
  /** Without scripts the page of a run that is worked on asks for itself again. */
  private static final int RENEWED_AFTER = 10;

  private final Site site;
  private final CampaignShelf campaigns;
  private final Workbench workbench;
  private final WorkerProcesses workers;
  private final Kept<RunKey, RunReport> kept;

  RunPage(Site site, CampaignShelf campaigns, Workbench workbench, WorkerProcesses workers) {
    this.site = site;
    this.campaigns = campaigns;
    this.workbench = workbench;
    this.workers = workers;
    this.kept = new Kept<>(site.clock(), RunShelf.A_MOMENT);
  }

  /**
   * What the page shows.
   *
   * @param work how far it is, or null while nobody works on it
   * @param offers what may be done to it, or may not; none for viewers
   * @param queue whether a command waits for its turn or is at work, or empty
   * @param audit what was done to it by hand
   * @param csrf what its form brings along, or empty where whoever looks has none to send
   */
  record Shown(
      RunRow row,
      RunReport report,
      @Nullable Work work,
      List<GateRow> gates,
      String csrf,
      List<Offer> offers,
      String queue,
      List<AuditRow> audit) {}

  /**
   * A command.
   *
   * @param refusal why the run does not allow it, or empty
   */
  record Offer(RunCommand command, String refusal) {}

  /**
   * Where users ended.
   *
   * @param share of those who qualified, or empty
   */
  record GateRow(String key, String name, long users, String share) {}

  @GetMapping("/runs/{id}")
  Page show(@PathVariable String id, HttpServletRequest request) {
    var run = new RunFinder(site).find(id);
    var report = kept.get(run.key(), _ -> RunReport.of(site.application().store(), run));
    var row = RunRow.of(run, campaigns.name(run), report);
    var isWorkedOn = run.status() == RunStatus.RUNNING && row.goneSince() == null;
    var frame = Frame.of(request);
    var shown =
        new Shown(
            row,
            report,
            isWorkedOn ? workbench.work(row) : null,
            gates(report),
            frame.isOperator() && run.prunedAt() == null ? Forms.token(request) : "",
            frame.isOperator() ? offers(row, report) : List.of(),
            workers.state(run.id().toString()),
            site.application().store().audit().of(run.id()));
    return new Page(
        row.name(),
        RunsPage.ADDRESS,
        isWorkedOn ? RENEWED_AFTER : null,
        isWorkedOn,
        Pages.of(out ->
            JterunGenerated.render(out, Html.AS_WRITTEN, shown, site.shown(), frame.isOperator())));
  }

  private List<Offer> offers(RunRow row, RunReport report) {
    var now = site.clock().instant();
    return Arrays.stream(RunCommand.values())
        .map(command ->
            new Offer(
                command,
                command
                    .refusal(row, report, now)
                    .or(() -> site.refusalToSend().filter(_ -> command.sends()))
                    .orElse("")))
        .toList();
  }

  private static List<GateRow> gates(RunReport report) {
    var rows = new ArrayList<GateRow>();
    rows.add(new GateRow("qualified", "qualified", report.qualified(), ""));
    for (var verdict : Verdict.values()) {
      var users = report.users(verdict);
      rows.add(
          new GateRow(
              verdict.key(),
              verdict.key().replace('_', ' '),
              users,
              users == 0 || report.qualified() == 0
                  ? ""
                  : String.format(Locale.ROOT, "%.1f%%", 100.0 * users / report.qualified())));
    }
    return rows;
  }
}
