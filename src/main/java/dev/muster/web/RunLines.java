package dev.muster.web;

import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import dev.muster.store.RunHistory.Which;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs, and live campaigns by days, in one list, the newest first. */
final class RunLines {
  private static final Duration A_DAY = Duration.ofDays(1);

  /** Days are added up so many at a time, until there are enough. */
  private static final int STRETCH = Lines.ON_A_PAGE;

  private final Site site;
  private final RunShelf runs;
  private final LiveShelf live;

  RunLines(Site site, RunShelf runs, LiveShelf live) {
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

    private static Line of(RunRow row) {
      return new Line(row.id(), row, null);
    }

    private boolean isBehind(@Nullable RunId after) {
      return after == null || PLACES.compare(place, after) > 0;
    }
  }

  /** A page's, and of the next page the first, if there is one. */
  record Lines(List<Line> found) {
    static final int ON_A_PAGE = 50;

    List<Line> shown() {
      return found.subList(0, Math.min(found.size(), ON_A_PAGE));
    }

    /** Behind which place the next page begins, or null for none. */
    @Nullable RunId last() {
      return found.size() > ON_A_PAGE ? shown().getLast().place() : null;
    }
  }

  /** All that there are, behind a place or from the first on. */
  Lines lines(Which which, @Nullable RunId after) {
    var found = site.application().store().history().page(which, after, Lines.ON_A_PAGE + 1);
    var lines = new ArrayList<>(runs.rows(found).stream().map(Line::of).toList());
    if (which.status() == null) {
      var floor = found.size() > Lines.ON_A_PAGE ? found.getLast().id().plannedAt() : Instant.MIN;
      live.known().stream()
          .filter(each -> which.campaign() == null || each.equals(which.campaign()))
          .forEach(each -> addDays(each, after, floor, lines));
    }
    lines.sort(Comparator.comparing(Line::place, Line.PLACES));
    return new Lines(lines.subList(0, Math.min(lines.size(), Lines.ON_A_PAGE + 1)));
  }

  /** Those that may be on the page: of one campaign as many as fit on it, none before the floor. */
  private void addDays(
      CampaignId campaign, @Nullable RunId after, Instant floor, List<Line> lines) {
    var first = live.firstDay(campaign);
    var upper = after == null ? site.clock().instant().plus(A_DAY) : after.plannedAt();
    var until = site.date(upper);
    var added = 0;
    while (first.isPresent() && added <= Lines.ON_A_PAGE && !until.isBefore(first.get())) {
      var from = until.minusDays(STRETCH);
      var days =
          days(campaign, from, until)
              .filter(line -> line.isBehind(after) && !line.place().plannedAt().isBefore(floor))
              .toList();
      lines.addAll(days);
      added += days.size();
      if (end(from).isBefore(floor)) {
        return;
      }
      until = from.minusDays(1);
    }
  }

  private Stream<Line> days(CampaignId campaign, LocalDate from, LocalDate until) {
    return live.report(campaign, from, until).stream()
        .flatMap(report -> live.days(report).stream())
        .map(day -> new Line(new RunId(campaign, day.end(site.zone())), null, day));
  }

  private Instant end(LocalDate day) {
    return day.plusDays(1).atStartOfDay(site.zone()).toInstant();
  }

  /** The runs of one day of a live campaign one by one, behind a place or from the first on. */
  Lines ofDay(CampaignId campaign, LocalDate day, @Nullable RunId after) {
    var found =
        site.application()
            .store()
            .history()
            .between(
                campaign,
                day.atStartOfDay(site.zone()).toInstant(),
                after == null ? end(day) : after.plannedAt(),
                Lines.ON_A_PAGE + 1);
    return new Lines(runs.rows(found).stream().map(Line::of).toList());
  }
}
