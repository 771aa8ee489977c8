package dev.muster.web;

import dev.muster.report.Html;
import dev.muster.report.RunReport;
import dev.muster.report.RunSections;
import dev.muster.store.AuditRow;
import dev.muster.store.RunStatus;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
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
  private final FullRuns runs;

  RunPage(
      Site site,
      CampaignShelf campaigns,
      Workbench workbench,
      WorkerProcesses workers,
      FullRuns runs) {
    this.site = site;
    this.campaigns = campaigns;
    this.workbench = workbench;
    this.workers = workers;
    this.runs = runs;
  }

  /**
   * What the page shows.
   *
   * @param sections as in the HTML report
   * @param personal whether the reader may see personal data, as the Segment API's reasons
   * @param work how far it is, or null while nobody works on it
   * @param worker a host and a process, or empty while nobody works on it
   * @param rejections whether there are any that the reader may see one by one
   * @param offers what may be done to it, or may not; none for viewers
   * @param queue whether a command waits for its turn or is at work, or empty
   * @param audit what was done to it by hand
   * @param csrf what its form brings along, or empty where whoever looks has none to send
   */
  record Shown(
      RunRow row,
      RunSections sections,
      boolean personal,
      @Nullable Work work,
      String worker,
      boolean rejections,
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

  @GetMapping("/runs/{id}")
  Page show(@PathVariable String id, HttpServletRequest request) {
    var run = new RunFinder(site).find(id);
    var full = runs.get(run);
    var report = full.detail().run();
    var row = RunRow.of(run, campaigns.name(run), report);
    var isWorkedOn = run.status() == RunStatus.RUNNING && row.goneSince() == null;
    var frame = Frame.of(request);
    var shown =
        new Shown(
            row,
            full.sections(frame.isOperator()),
            frame.isOperator(),
            isWorkedOn ? workbench.work(row) : null,
            isWorkedOn
                ? site.application().store().executionLog().worker(run.key()).orElse("")
                : "",
            frame.isOperator() && !report.rejections().isEmpty(),
            frame.isOperator() && run.prunedAt() == null ? Forms.token(request) : "",
            frame.isOperator() ? offers(row, report) : List.of(),
            workers.state(run.id().toString()),
            site.application().store().audit().of(run.id()));
    return new Page(
        row.name(),
        RunsPage.ADDRESS,
        isWorkedOn ? RENEWED_AFTER : null,
        isWorkedOn,
        Pages.of(out -> JterunGenerated.render(out, Html.AS_WRITTEN, shown, site.shown())));
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
}
