package dev.muster.web;

import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import dev.muster.report.Html;
import dev.muster.store.RunHistory.Which;
import dev.muster.store.RunStatus;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** All runs, the newest planned time first. */
@Controller
final class RunsPage {
  static final int ON_A_PAGE = 50;
  static final String ADDRESS = "/runs";

  private final Site site;
  private final RunShelf runs;

  RunsPage(Site site, RunShelf runs) {
    this.site = site;
    this.runs = runs;
  }

  @GetMapping(ADDRESS)
  Page show(
      @RequestParam(defaultValue = "") String campaign,
      @RequestParam(defaultValue = "") String status,
      @RequestParam(defaultValue = "") String after) {
    var which = new Which(campaign(campaign), status(status));
    var found = site.application().store().history().page(which, run(after), ON_A_PAGE + 1);
    var rows = runs.rows(found.subList(0, Math.min(found.size(), ON_A_PAGE)));
    var next =
        found.size() > ON_A_PAGE
            ? ADDRESS
                + "?campaign="
                + campaign
                + "&status="
                + status
                + "&after="
                + rows.getLast().id()
            : "";
    var statuses = Arrays.stream(RunStatus.values()).map(RunStatus::key).toList();
    return new Page(
        "Runs",
        ADDRESS,
        Pages.of(out ->
            JterunsGenerated.render(
                out, Html.AS_WRITTEN, rows, site.shown(), statuses, campaign, status, next)));
  }

  static @Nullable CampaignId campaign(String written) {
    if (written.isEmpty()) {
      return null;
    }
    if (!CampaignId.isValid(written)) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
    }
    return new CampaignId(written);
  }

  private static @Nullable RunStatus status(String written) {
    return written.isEmpty()
        ? null
        : Arrays.stream(RunStatus.values())
            .filter(status -> status.key().equals(written.toLowerCase(Locale.ROOT)))
            .findFirst()
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
  }

  static @Nullable RunId run(String written) {
    try {
      return written.isEmpty() ? null : RunId.parse(written);
    } catch (IllegalArgumentException e) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
    }
  }
}
