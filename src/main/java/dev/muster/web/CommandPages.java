package dev.muster.web;

import dev.muster.log.Event;
import dev.muster.report.Html;
import dev.muster.report.RunReport;
import dev.muster.run.StopRequest;
import dev.muster.store.AuditTrail;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * What operators do to runs: one page says what will happen, with its numbers, and does nothing;
 * its form does it. What has changed in between is looked at again.
 */
@Controller
final class CommandPages {
  /** The words of commands alone, so that nothing else is taken for one. */
  private static final String ADDRESS =
      "/runs/{id}/{command:stop|restart|abandon|retry-rejected|override}";

  private final Site site;
  private final CampaignShelf campaigns;
  private final AuditedWorkers workers;

  CommandPages(Site site, CampaignShelf campaigns, WorkerProcesses workers) {
    this.site = site;
    this.campaigns = campaigns;
    this.workers = new AuditedWorkers(site, workers);
  }

  /**
   * A run as it is when somebody decides.
   *
   * @param worker who works on it, or has last, or empty where that is not known
   */
  record Case(RunCommand command, RunRow row, RunReport report, String worker) {
    String address() {
      return row.address() + "/" + command.word();
    }
  }

  @GetMapping(ADDRESS)
  Page ask(@PathVariable String id, @PathVariable String command, HttpServletRequest request) {
    return page(found(id, command), "", request);
  }

  @PostMapping(ADDRESS)
  void act(
      @PathVariable String id,
      @PathVariable String command,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    var found = found(id, command);
    var refusal = refusal(found);
    if (!refusal.isEmpty() || !Seen.of(found.row()).equals(request.getParameter("seen"))) {
      refuse(
          HttpStatus.CONFLICT,
          found,
          "Meanwhile something has changed; nothing was done.",
          request,
          response);
      return;
    }
    var fault = CommandForm.fault(found, request);
    if (fault.isPresent()) {
      refuse(HttpStatus.BAD_REQUEST, found, fault.get(), request, response);
      return;
    }
    var form = CommandForm.of(found, request);
    if (!begin(found, form)) {
      refuse(
          HttpStatus.CONFLICT,
          found,
          found.command() == RunCommand.STOP
              ? "Nobody works on this run any more; nothing was done."
              : "Another command works on this run; nothing was done.",
          request,
          response);
      return;
    }
    Event.COMMAND
        .line(found.row().id())
        .addKeyValue(Event.WHO, form.who())
        .log("the web page takes {}", found.command().word());
    SecurityRules.seeOther(response, found.row().address());
  }

  /** Nothing is done, and the page says why. */
  private void refuse(
      HttpStatus status,
      Case found,
      String notice,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    response.setStatus(status.value());
    page(found, notice, request).write(request, response);
  }

  private Case found(String id, String command) {
    var run = new RunFinder(site).find(id);
    var store = site.application().store();
    var report = RunReport.inBrief(store, run);
    return new Case(
        RunCommand.of(command).orElseThrow(),
        RunRow.of(run, campaigns.name(run), report),
        report,
        store.executionLog().worker(run.key()).orElse(""));
  }

  private String refusal(Case found) {
    return found
        .command()
        .refusal(found.row(), found.report(), site.clock().instant())
        .or(() -> site.refusalToSend().filter(_ -> found.command().sends()))
        .orElse("");
  }

  private Page page(Case found, String notice, HttpServletRequest request) {
    return new Page(
        found.command().label(),
        RunsPage.ADDRESS,
        Pages.of(out ->
            JtecommandGenerated.render(
                out,
                Html.AS_WRITTEN,
                found,
                site.shown().words(new Consequences(found).words()),
                refusal(found),
                notice,
                Seen.of(found.row()),
                Forms.token(request))));
  }

  private boolean begin(Case found, CommandForm form) {
    return found.command() == RunCommand.STOP
        ? stop(found, form)
        : workers.begin(
            found.row().id().toString(), form.intervention(found), form.arguments(found));
  }

  /** It needs no process, and is for one that the page has begun as for any other. */
  private boolean stop(Case found, CommandForm form) {
    var store = site.application().store();
    var asked = StopRequest.of(store, found.row().run());
    if (asked.isEmpty()) {
      return false;
    }
    var row = store.audit().begin(form.intervention(found), site.clock().instant());
    asked.get().send(form.reason());
    store.audit().end(row, AuditTrail.DONE, 0);
    return true;
  }
}
