package dev.muster.web;

import dev.muster.log.Event;
import dev.muster.report.Html;
import dev.muster.report.RunReport;
import dev.muster.run.StopRequest;
import dev.muster.store.AuditTrail;
import dev.muster.store.Intervention;
import dev.muster.store.Run;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;

/**
 * What operators do to runs: one page says what will happen, with its numbers, and does nothing;
 * its form does it. What has changed in between is looked at again.
 */
@Controller
final class CommandPages {
  /** The words of commands alone, so that nothing else is taken for one. */
  private static final String ADDRESS =
      "/runs/{id}/{command:stop|restart|abandon|retry-rejected|override}";

  private static final int LONGEST_REASON = 500;

  private final Site site;
  private final CampaignShelf campaigns;
  private final WorkerProcesses workers;

  CommandPages(Site site, CampaignShelf campaigns, WorkerProcesses workers) {
    this.site = site;
    this.campaigns = campaigns;
    this.workers = workers;
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
      response.setStatus(HttpStatus.CONFLICT.value());
      page(found, "Meanwhile something has changed; nothing was done.", request)
          .write(request, response);
      return;
    }
    var reason = reason(found, request);
    if (!begin(found, reason, request)) {
      response.setStatus(HttpStatus.CONFLICT.value());
      page(
              found,
              found.command() == RunCommand.STOP
                  ? "Nobody works on this run any more; nothing was done."
                  : "Another command works on this run; nothing was done.",
              request)
          .write(request, response);
      return;
    }
    Event.COMMAND
        .line(found.row().id())
        .addKeyValue(Event.WHO, String.valueOf(Frame.of(request).who()))
        .log("the web page takes {}", found.command().word());
    SecurityRules.seeOther(response, found.row().address());
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

  /** What was typed of it, or the page for what is wrong. */
  private static String reason(Case found, HttpServletRequest request) {
    var reason =
        request.getParameter("reason") == null ? "" : request.getParameter("reason").strip();
    var isWrong =
        reason.length() > LONGEST_REASON
            || (found.command().needsReason() && reason.isEmpty())
            || (found.command() == RunCommand.OVERRIDE
                && !Long.toString(found.row().qualified())
                    .equals(digits(request.getParameter("users"))));
    if (isWrong) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
    }
    return Forms.line(reason);
  }

  private static String digits(@org.jspecify.annotations.Nullable String typed) {
    return typed == null ? "" : typed.strip().replace(",", "");
  }

  private boolean begin(Case found, String reason, HttpServletRequest request) {
    return found.command() == RunCommand.STOP
        ? stop(found, reason, request)
        : work(found, reason, request);
  }

  /** It needs no process, and is for one that the page has begun as for any other. */
  private boolean stop(Case found, String reason, HttpServletRequest request) {
    var store = site.application().store();
    var asked = StopRequest.of(store, found.row().run());
    if (asked.isEmpty()) {
      return false;
    }
    var row = store.audit().begin(intervention(found, reason, request), site.clock().instant());
    asked.get().send(reason.isEmpty() ? null : reason);
    store.audit().end(row, AuditTrail.DONE, 0);
    return true;
  }

  private boolean work(Case found, String reason, HttpServletRequest request) {
    var run = found.row().run();
    if (!workers.state(run.id().toString()).isEmpty()) {
      return false;
    }
    var trail = site.application().store().audit();
    var row = trail.begin(intervention(found, reason, request), site.clock().instant());
    if (!workers.begin(run.id().toString(), row, arguments(found, run, reason, request))) {
      trail.end(row, "another command works on this run", 1);
      return false;
    }
    return true;
  }

  private static Intervention intervention(Case found, String reason, HttpServletRequest request) {
    var frame = Frame.of(request);
    return new Intervention(
        String.valueOf(frame.who()),
        Intervention.Role.OPERATOR,
        Intervention.Via.WEB,
        found.command().word(),
        found.row().id().campaign(),
        found.row().id(),
        reason.isEmpty() ? null : reason);
  }

  private static List<String> arguments(
      Case found, Run run, String reason, HttpServletRequest request) {
    var arguments = new ArrayList<String>();
    switch (found.command()) {
      case STOP -> throw new IllegalStateException("it needs no process");
      case RESTART -> arguments.addAll(List.of("restart", run.id().toString()));
      case ABANDON ->
          arguments.addAll(List.of("abandon", run.id().toString(), "--reason=" + reason));
      case RETRY_REJECTED -> arguments.addAll(List.of("retry-rejected", run.id().toString()));
      case OVERRIDE ->
          arguments.addAll(List.of("restart", run.id().toString(), "--override=" + reason));
    }
    if (found.command().mayDouble() && request.getParameter("accept_duplicates") != null) {
      arguments.add("--accept-duplicates");
    }
    return arguments;
  }
}
