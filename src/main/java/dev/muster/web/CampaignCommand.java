package dev.muster.web;

import dev.muster.app.Validation;
import dev.muster.campaign.Campaign;
import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import dev.muster.campaign.When;
import dev.muster.campaign.file.Reading;
import dev.muster.log.Event;
import dev.muster.report.Html;
import dev.muster.schedule.PlannedTimes;
import dev.muster.store.Intervention;
import dev.muster.store.RunHistory.Which;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
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

  /** Earlier times are made up for from the command line. */
  private static final Duration OFFERED = Duration.ofDays(31);

  private static final int MOST = 50;

  private final Site site;
  private final CampaignShelf campaigns;
  private final RunShelf runs;
  private final WorkerProcesses workers;

  CampaignCommand(Site site, CampaignShelf campaigns, RunShelf runs, WorkerProcesses workers) {
    this.site = site;
    this.campaigns = campaigns;
    this.runs = runs;
    this.workers = workers;
  }

  /**
   * A campaign when somebody decides.
   *
   * @param times those that it may be run for, the newest first; none of one that is run at its
   *     launch
   * @param last its latest run, or null
   */
  record Case(Path file, Campaign campaign, List<Instant> times, @Nullable RunRow last) {
    String seen() {
      return Seen.word(campaign.id() + (last == null ? "" : Seen.of(last)));
    }
  }

  @GetMapping(ADDRESS)
  Page ask(@PathVariable String id, HttpServletRequest request) {
    return page(found(id), "", request);
  }

  @PostMapping(ADDRESS)
  void act(@PathVariable String id, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var found = found(id);
    if (!refusal(found).isEmpty() || !found.seen().equals(request.getParameter("seen"))) {
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
      Case found, String notice, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setStatus(HttpStatus.CONFLICT.value());
    page(found, notice, request).write(request, response);
  }

  private Case found(String id) {
    var file =
        campaigns.files().stream()
            .filter(each -> CampaignShelf.id(each).equals(id))
            .filter(each -> each.reading() instanceof Reading.Valid)
            .findFirst()
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    var campaign = campaign(file);
    var latest =
        site.application().store().history().page(new Which(new CampaignId(id), null), null, 1);
    return new Case(
        file.path(),
        campaign,
        times(campaign),
        latest.isEmpty() ? null : runs.rows(latest).getFirst());
  }

  private static Campaign campaign(Validation file) {
    return switch (file.reading()) {
      case Reading.Valid valid -> valid.campaign();
      case Reading.Invalid _ -> throw new IllegalStateException("it is valid");
    };
  }

  private List<Instant> times(Campaign campaign) {
    var now = site.clock().instant();
    return PlannedTimes.of(campaign.when(), site.zone())
        .notBefore(now.minus(OFFERED))
        .map(time -> time.instant())
        .takeWhile(at -> !at.isAfter(now))
        .toList()
        .reversed()
        .stream()
        .limit(MOST)
        .toList();
  }

  private static boolean hasTimes(Campaign campaign) {
    return switch (campaign.when().planning()) {
      case When.AtLaunch _, When.Live _ -> false;
      case When.AtTimes _, When.Repeat _ -> true;
    };
  }

  /** Why a campaign cannot be run from here, whatever its times; or nothing. */
  static Optional<String> refusal(Site site, Campaign campaign) {
    return campaign.status() == Campaign.Status.PUBLISHED
        ? site.refusalToSend()
        : Optional.of("it is not published");
  }

  private String refusal(Case found) {
    var refusal = refusal(site, found.campaign());
    if (refusal.isEmpty() && hasTimes(found.campaign()) && found.times().isEmpty()) {
      return "none of its planned times of the last 31 days has come";
    }
    return refusal.orElse("");
  }

  /** Which of its times is meant, or the page for what is wrong. */
  private static Optional<Instant> planned(Case found, @Nullable String written) {
    var text = written == null ? "" : written.strip();
    if (text.isEmpty() && !hasTimes(found.campaign())) {
      return Optional.empty();
    }
    try {
      var at = Instant.parse(text);
      if (found.times().contains(at)) {
        return Optional.of(at);
      }
    } catch (DateTimeParseException e) {
      // As one that it is not planned for.
    }
    throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
  }

  private boolean begin(Case found, Optional<Instant> planned, HttpServletRequest request) {
    var id = found.campaign().id();
    var run = planned.map(at -> new RunId(id, at)).orElse(null);
    var subject = run == null ? id.value() : run.toString();
    if (!workers.state(subject).isEmpty()) {
      return false;
    }
    var arguments = new ArrayList<>(List.of("run", found.file().toAbsolutePath().toString()));
    planned.ifPresent(at -> arguments.addAll(List.of("--planned", at.toString())));
    var trail = site.application().store().audit();
    var row =
        trail.begin(
            new Intervention(
                String.valueOf(Frame.of(request).who()),
                Intervention.Role.OPERATOR,
                Intervention.Via.WEB,
                "run",
                id,
                run,
                null),
            site.clock().instant());
    if (!workers.begin(subject, row, arguments)) {
      trail.end(row, "another command works on it", 1);
      return false;
    }
    return true;
  }

  private Page page(Case found, String notice, HttpServletRequest request) {
    return new Page(
        "Run now",
        null,
        Pages.of(out ->
            JterunnowGenerated.render(
                out,
                Html.AS_WRITTEN,
                found,
                site.shown(),
                refusal(found),
                notice,
                Forms.token(request))));
  }
}
