package dev.muster.web;

import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import dev.muster.report.Html;
import dev.muster.store.RunHistory.Which;
import dev.muster.store.RunStatus;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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

  private static final Duration A_DAY = Duration.ofDays(1);

  /** Of each live campaign, where runs leave room for so many. */
  private static final Duration DAYS_ON_A_PAGE = Duration.ofDays(ON_A_PAGE);

  private final Site site;
  private final RunShelf runs;
  private final LiveShelf live;

  RunsPage(Site site, RunShelf runs, LiveShelf live) {
    this.site = site;
    this.runs = runs;
    this.live = live;
  }

  /** A run, or a live campaign's day: one of them. */
  record Line(RunId place, @Nullable RunRow row, @Nullable LiveDay day) {
    /** By which lines are sorted, and pages are told from each other. */
    private static final Comparator<RunId> PLACES =
        Comparator.comparing(RunId::plannedAt)
            .reversed()
            .thenComparing(place -> place.campaign().value());

    static Line of(RunRow row) {
      return new Line(row.id(), row, null);
    }
  }

  @GetMapping(ADDRESS)
  Page show(
      @RequestParam(defaultValue = "") String campaign,
      @RequestParam(defaultValue = "") String status,
      @RequestParam(defaultValue = "") String day,
      @RequestParam(defaultValue = "") String after) {
    var only = campaign(campaign);
    var asked = "?campaign=" + campaign + "&status=" + status + "&day=" + day;
    return day.isEmpty()
        ? page(lines(new Which(only, status(status)), run(after)), campaign, status, asked)
        : page(ofDay(only, day, run(after)), campaign, status, asked);
  }

  /**
   * What may stand on a page.
   *
   * @param found more than fit on it, if there are more
   * @param next behind which place the next page begins, if it is not behind the last line
   */
  private record Lines(List<Line> found, @Nullable RunId next) {
    List<Line> shown() {
      return found.subList(0, Math.min(found.size(), ON_A_PAGE));
    }

    @Nullable RunId last() {
      return found.size() > ON_A_PAGE ? shown().getLast().place() : next;
    }
  }

  private Page page(Lines lines, String campaign, String status, String asked) {
    var statuses = Arrays.stream(RunStatus.values()).map(RunStatus::key).toList();
    var last = lines.last();
    var next = last == null ? "" : ADDRESS + asked + "&after=" + last;
    return new Page(
        "Runs",
        ADDRESS,
        Pages.of(out ->
            JterunsGenerated.render(
                out,
                Html.AS_WRITTEN,
                lines.shown(),
                site.shown(),
                statuses,
                campaign,
                status,
                next)));
  }

  private Lines lines(Which which, @Nullable RunId after) {
    var found = site.application().store().history().page(which, after, ON_A_PAGE + 1);
    var rows = runs.rows(found).stream().map(Line::of).toList();
    var known =
        live.known().stream()
            .filter(each -> which.status() == null)
            .filter(each -> which.campaign() == null || each.equals(which.campaign()))
            .toList();
    if (known.isEmpty()) {
      return new Lines(rows, null);
    }
    var upper = after == null ? site.clock().instant().plus(A_DAY) : after.plannedAt();
    // Days end on the quarter of an hour: none is at this very instant.
    var isFull = found.size() > ON_A_PAGE;
    var lower =
        isFull
            ? found.getLast().id().plannedAt()
            : upper.minus(DAYS_ON_A_PAGE).truncatedTo(ChronoUnit.HOURS).plusSeconds(1);
    var reports =
        known.stream()
            .flatMap(each -> live.report(each, date(lower).minusDays(1), date(upper)).stream())
            .toList();
    var days =
        reports.stream()
            .flatMap(report -> live.days(report).stream())
            .map(day ->
                new Line(
                    new RunId(new CampaignId(day.campaign()), day.end(site.zone())), null, day))
            .filter(line -> line.place().plannedAt().isAfter(lower))
            .filter(line -> after == null || Line.PLACES.compare(line.place(), after) > 0);
    var all =
        Stream.concat(
                rows.stream().filter(row -> isFull || row.place().plannedAt().isAfter(lower)), days)
            .sorted(Comparator.comparing(Line::place, Line.PLACES))
            .toList();
    var isMore =
        rows.stream().anyMatch(row -> !row.place().plannedAt().isAfter(lower))
            || reports.stream().anyMatch(report -> report.start().isBefore(lower));
    return new Lines(all, isMore ? new RunId(known.getFirst(), lower) : null);
  }

  private LocalDate date(Instant at) {
    return at.atZone(site.zone()).toLocalDate();
  }

  /** The runs of one day one by one, the newest first. */
  private Lines ofDay(@Nullable CampaignId campaign, String day, @Nullable RunId after) {
    if (campaign == null) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
    }
    try {
      var date = LocalDate.parse(day);
      var found =
          site.application()
              .store()
              .history()
              .between(
                  campaign,
                  date.atStartOfDay(site.zone()).toInstant(),
                  after == null
                      ? date.plusDays(1).atStartOfDay(site.zone()).toInstant()
                      : after.plannedAt(),
                  ON_A_PAGE + 1);
      return new Lines(runs.rows(found).stream().map(Line::of).toList(), null);
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
