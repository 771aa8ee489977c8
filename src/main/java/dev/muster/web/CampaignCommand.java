package dev.muster.web;

import dev.muster.app.Validation;
import dev.muster.campaign.Campaign;
import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import dev.muster.campaign.file.Reading;
import dev.muster.log.Event;
import dev.muster.report.Html;
import dev.muster.store.Intervention;
import dev.muster.store.RunHistory.Which;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;

/** Runs a campaign whose file was named: for one of its planned times, or now. */
@Controller
final class CampaignCommand {
  private static final String ADDRESS = "/campaigns/{id}/run";

  private final Site site;
  private final CampaignShelf campaigns;
  private final RunShelf runs;
  private final AuditedWorkers workers;

  CampaignCommand(Site site, CampaignShelf campaigns, RunShelf runs, WorkerProcesses workers) {
    this.site = site;
    this.campaigns = campaigns;
    this.runs = runs;
    this.workers = new AuditedWorkers(site, workers);
  }

  @GetMapping(ADDRESS)
  Page ask(@PathVariable String id, HttpServletRequest request) {
    return page(found(id), "", request);
  }

  @PostMapping(ADDRESS)
  void act(@PathVariable String id, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var found = found(id);
    if (!found.refusal(site).isEmpty() || !found.seen().equals(request.getParameter("seen"))) {
      conflict(found, "Meanwhile something has changed; nothing was done.", request, response);
      return;
    }
    var planned = planned(found, request.getParameter("planned"));
    if (!begin(found, planned, request)) {
      conflict(found, "Another command works on it; nothing was done.", request, response);
      return;
    }
    var campaign = found.campaign().id();
    planned
        .map(at -> Event.COMMAND.line(new RunId(campaign, at)))
        .orElseGet(() -> Event.COMMAND.line(campaign))
        .addKeyValue(Event.WHO, String.valueOf(Frame.of(request).who()))
        .log("the web page takes run");
    SecurityRules.seeOther(response, "/campaigns/" + found.campaign().id());
  }

  private void conflict(
      RunNow found, String notice, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setStatus(HttpStatus.CONFLICT.value());
    page(found, notice, request).write(request, response);
  }

  private RunNow found(String id) {
    var file =
        campaigns.files().stream()
            .filter(each -> CampaignShelf.id(each).equals(id))
            .filter(each -> each.reading() instanceof Reading.Valid)
            .findFirst()
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    var latest =
        site.application().store().history().page(new Which(new CampaignId(id), null), null, 1);
    return RunNow.of(
        site, file.path(), campaign(file), latest.isEmpty() ? null : runs.rows(latest).getFirst());
  }

  private static Campaign campaign(Validation file) {
    return switch (file.reading()) {
      case Reading.Valid valid -> valid.campaign();
      case Reading.Invalid _ -> throw new IllegalStateException("it is valid");
    };
  }

  /** Which of its times is meant, nothing of one without times, or the page for what is wrong. */
  private static Optional<Instant> planned(RunNow found, @Nullable String written) {
    var text = written == null ? "" : written.strip();
    if (text.isEmpty() && !found.hasTimes()) {
      return Optional.empty();
    }
    return Optional.of(
        found.time(text).orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST)));
  }

  private boolean begin(RunNow found, Optional<Instant> planned, HttpServletRequest request) {
    var id = found.campaign().id();
    var run = planned.map(at -> new RunId(id, at)).orElse(null);
    var arguments = new ArrayList<>(List.of("run", found.file().toAbsolutePath().toString()));
    planned.ifPresent(at -> arguments.addAll(List.of("--planned", at.toString())));
    return workers.begin(
        run == null ? id.value() : run.toString(),
        new Intervention(
            String.valueOf(Frame.of(request).who()),
            Intervention.Role.OPERATOR,
            Intervention.Via.WEB,
            "run",
            id,
            run,
            null),
        arguments);
  }

  private Page page(RunNow found, String notice, HttpServletRequest request) {
    return new Page(
        "Run now",
        null,
        Pages.of(out ->
            JterunnowGenerated.render(
                out,
                Html.AS_WRITTEN,
                found,
                site.shown(),
                found.refusal(site),
                notice,
                Forms.token(request))));
  }
}
