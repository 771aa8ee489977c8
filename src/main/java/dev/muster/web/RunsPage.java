package dev.muster.web;

import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import dev.muster.report.Html;
import dev.muster.store.RunHistory.Which;
import dev.muster.store.RunStatus;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
  static final String ADDRESS = "/runs";

  private final Site site;
  private final RunLines lines;

  RunsPage(Site site, RunShelf runs, LiveShelf live) {
    this.site = site;
    this.lines = new RunLines(site, runs, live);
  }

  @GetMapping(ADDRESS)
  Page show(
      @RequestParam(defaultValue = "") String campaign,
      @RequestParam(defaultValue = "") String status,
      @RequestParam(defaultValue = "") String day,
      @RequestParam(defaultValue = "") String after) {
    var only = campaign(campaign);
    var found =
        day.isEmpty()
            ? lines.lines(new Which(only, status(status)), run(after))
            : lines.ofDay(required(only), day(day), run(after));
    var last = found.last();
    var next =
        last == null
            ? ""
            : "%s?campaign=%s&status=%s&day=%s&after=%s"
                .formatted(ADDRESS, campaign, status, day, last);
    var statuses = Arrays.stream(RunStatus.values()).map(RunStatus::key).toList();
    return new Page(
        "Runs",
        ADDRESS,
        Pages.of(out ->
            JterunsGenerated.render(
                out,
                Html.AS_WRITTEN,
                found.shown(),
                site.shown(),
                statuses,
                campaign,
                status,
                next)));
  }

  private static CampaignId required(@Nullable CampaignId campaign) {
    if (campaign == null) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
    }
    return campaign;
  }

  private static LocalDate day(String written) {
    try {
      return within(LocalDate.parse(written));
    } catch (DateTimeException e) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
    }
  }

  /** Others are nobody's, and no database has them. */
  private static LocalDate within(LocalDate day) {
    if (day.getYear() < 1970 || day.getYear() > 9000) {
      throw new DateTimeException("out of reach");
    }
    return day;
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
      if (written.isEmpty()) {
        return null;
      }
      var run = RunId.parse(written);
      within(run.plannedAt().atOffset(ZoneOffset.UTC).toLocalDate());
      return run;
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
    }
  }
}
