package dev.muster.web;

import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import dev.muster.report.Html;
import dev.muster.store.RunHistory.Which;
import dev.muster.store.RunStatus;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
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
  private final LiveShelf live;

  RunsPage(Site site, RunShelf runs, LiveShelf live) {
    this.site = site;
    this.runs = runs;
    this.live = live;
  }

  /** A run, or a live campaign's day: one of them. */
  record Line(Instant at, @Nullable RunRow row, @Nullable LiveDay day) {
    static Line of(RunRow row) {
      return new Line(row.id().plannedAt(), row, null);
    }
  }

  @GetMapping(ADDRESS)
  Page show(
      @RequestParam(defaultValue = "") String campaign,
      @RequestParam(defaultValue = "") String status,
      @RequestParam(defaultValue = "") String day,
      @RequestParam(defaultValue = "") String after) {
    var only = campaign(campaign);
    if (!day.isEmpty()) {
      return page(ofDay(only, day), campaign, status, "");
    }
    var which = new Which(only, status(status));
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
    var upper = after.isEmpty() ? Instant.MAX : rowsBefore(after);
    var lower = next.isEmpty() ? Instant.MIN : rows.getLast().id().plannedAt();
    var lines =
        Stream.concat(
                rows.stream().map(Line::of),
                status.isEmpty() ? days(only, lower, upper) : Stream.<Line>empty())
            .sorted(Comparator.comparing(Line::at).reversed())
            .toList();
    return page(lines, campaign, status, next);
  }

  private static Instant rowsBefore(String after) {
    return Objects.requireNonNull(run(after)).plannedAt();
  }

  private Page page(List<Line> lines, String campaign, String status, String next) {
    var statuses = Arrays.stream(RunStatus.values()).map(RunStatus::key).toList();
    return new Page(
        "Runs",
        ADDRESS,
        Pages.of(out ->
            JterunsGenerated.render(
                out, Html.AS_WRITTEN, lines, site.shown(), statuses, campaign, status, next)));
  }

  /** Days of live campaigns that have ended after one instant, and not after the other. */
  private Stream<Line> days(@Nullable CampaignId only, Instant lower, Instant upper) {
    return live.known().stream()
        .filter(each -> only == null || each.equals(only))
        .flatMap(each -> live.report(each, null, null).stream())
        .flatMap(report -> live.days(report.latest(ON_A_PAGE)).stream())
        .map(day -> new Line(day.end(site.zone()), null, day))
        .filter(line -> line.at().isAfter(lower) && !line.at().isAfter(upper));
  }

  /** The runs of one day one by one, the newest first. */
  private List<Line> ofDay(@Nullable CampaignId campaign, String day) {
    if (campaign == null) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
    }
    try {
      var date = LocalDate.parse(day);
      var found =
          site.application()
              .store()
              .runs()
              .between(
                  campaign,
                  date.atStartOfDay(site.zone()).toInstant(),
                  date.plusDays(1).atStartOfDay(site.zone()).toInstant());
      return runs.rows(found.reversed()).stream().map(Line::of).toList();
    } catch (DateTimeException e) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
    }
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
