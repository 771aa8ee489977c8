package dev.muster.web;

import dev.muster.app.Validation;
import dev.muster.campaign.Campaign;
import dev.muster.campaign.CampaignId;
import dev.muster.campaign.When;
import dev.muster.campaign.file.Fault;
import dev.muster.report.Html;
import dev.muster.report.LiveReport;
import dev.muster.store.RunHistory.Which;
import dev.muster.web.RunLines.Lines;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** A campaign: its runs, its coming times, and what is wrong with its file. */
@Controller
final class CampaignPage {
  private static final int TIMES = 10;
  private static final int PICTURE = 60;

  private final Site site;
  private final CampaignShelf campaigns;
  private final RunShelf runs;
  private final LiveShelf live;

  CampaignPage(Site site, CampaignShelf campaigns, RunShelf runs, LiveShelf live) {
    this.site = site;
    this.campaigns = campaigns;
    this.runs = runs;
    this.live = live;
  }

  /**
   * What the page shows.
   *
   * @param status of its file, or empty where none was named
   * @param rows its runs, the newest first
   * @param times the next ones that it is planned for
   * @param noTimes why there are none
   * @param live how it stands, if it is live and a launch has met it, or null
   * @param days its latest ones, if it is
   * @param earlier the address of the page behind this one, or empty
   */
  record Shown(
      String id,
      String name,
      String status,
      List<RunRow> rows,
      Columns qualified,
      Columns accepted,
      List<Instant> times,
      String noTimes,
      List<Fault> faults,
      String earlier,
      @Nullable LiveReport live,
      List<LiveDay> days) {}

  @GetMapping("/campaigns/{id}")
  Page show(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String after,
      HttpServletRequest request) {
    var campaign = Optional.ofNullable(CampaignId.isValid(id) ? new CampaignId(id) : null);
    var file =
        campaigns.files().stream().filter(each -> CampaignShelf.id(each).equals(id)).findFirst();
    var which = campaign.map(each -> new Which(each, null));
    var history = site.application().store().history();
    var found =
        which
            .map(each -> history.page(each, RunsPage.run(after), Lines.ON_A_PAGE + 1))
            .orElse(List.of());
    var report = campaign.flatMap(each -> live.report(each, null, null));
    if (found.isEmpty() && file.isEmpty() && report.isEmpty()) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    var rows = runs.rows(found.subList(0, Math.min(found.size(), Lines.ON_A_PAGE)));
    var shown = shown(id, campaign.flatMap(campaigns::find), file, rows, found.size(), report);
    var right = campaign.flatMap(campaigns::find);
    var refusal = right.flatMap(each -> RunNow.refusal(site, each)).orElse("");
    // Of a faulty file nothing is offered: its faults are told.
    var isOffered = right.isPresent() && Frame.of(request).isOperator();
    return new Page(
        shown.name(),
        null,
        Pages.of(out ->
            JtecampaignGenerated.render(
                out, Html.AS_WRITTEN, shown, site.shown(), isOffered, refusal)));
  }

  private Shown shown(
      String id,
      Optional<Campaign> campaign,
      Optional<Validation> file,
      List<RunRow> rows,
      int found,
      Optional<LiveReport> report) {
    var now = site.clock().instant();
    return new Shown(
        id,
        campaign.map(Campaign::name).orElseGet(() -> rows.isEmpty() ? id : rows.getFirst().name()),
        campaign.map(each -> each.status().name().toLowerCase(Locale.ROOT)).orElse(""),
        rows,
        qualified(rows),
        Columns.accepted(rows, PICTURE),
        campaign.map(each -> campaigns.planned(each, now).limit(TIMES).toList()).orElse(List.of()),
        campaign
            .map(CampaignPage::noTimes)
            .orElse(file.isPresent() ? "Its file has faults." : "No file of it was named."),
        file.map(each -> each.faults().toList()).orElse(List.of()),
        found > Lines.ON_A_PAGE ? "/campaigns/" + id + "?after=" + rows.getLast().id() : "",
        report.orElse(null),
        report.map(each -> live.days(each.latest(Lines.ON_A_PAGE))).orElse(List.of()));
  }

  private static String noTimes(Campaign campaign) {
    if (campaign.status() != Campaign.Status.PUBLISHED) {
      return "It is not published.";
    }
    return switch (campaign.when().planning()) {
      case When.AtLaunch _ -> "It is run when it is launched.";
      case When.Live _ -> "It is live: every launch takes up what has triggered it.";
      case When.AtTimes _, When.Repeat _ -> "No more runs are planned.";
    };
  }

  private static Columns qualified(List<RunRow> rows) {
    var known = rows.reversed().stream().filter(RunRow::isKnown).map(RunRow::qualified).toList();
    return new Columns("qualified, last runs", known, PICTURE);
  }
}
