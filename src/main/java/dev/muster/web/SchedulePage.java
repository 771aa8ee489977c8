package dev.muster.web;

import dev.muster.campaign.Campaign;
import dev.muster.campaign.RunId;
import dev.muster.report.Html;
import dev.muster.store.Run;
import dev.muster.store.RunStatus;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/**
 * A month's planned times, by the account's days, and the runs that have met them; and when those
 * are due who still wait in a run.
 */
@Controller
final class SchedulePage {
  static final String ADDRESS = "/schedule";

  /** A month may have thousands of planned times. */
  private static final int MONTHS = 12;

  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);

  private final Site site;
  private final CampaignShelf campaigns;
  private final RunShelf runs;
  private final WaitingShelf waiting;
  private final Kept<YearMonth, List<Day>> kept;

  SchedulePage(Site site, CampaignShelf campaigns, RunShelf runs, WaitingShelf waiting) {
    this.site = site;
    this.campaigns = campaigns;
    this.runs = runs;
    this.waiting = waiting;
    this.kept = new Kept<>(site.clock(), RunShelf.A_MOMENT, MONTHS);
  }

  /**
   * A planned time, or an opening.
   *
   * @param run that of it, or null while there is none
   * @param users how many are due in the opening; null of a planned time
   */
  record Entry(
      Instant at, String campaign, String name, @Nullable RunRow run, @Nullable Long users) {
    static Entry of(WaitingShelf.Due due) {
      var run = due.run();
      var opening = due.opening();
      return new Entry(
          opening.dueAt(), run.id().campaign().value(), run.name(), run, opening.left());
    }
  }

  /** A day with what is planned for it. */
  record Day(LocalDate date, String words, List<Entry> entries) {}

  @GetMapping(ADDRESS)
  Page show(@RequestParam(defaultValue = "") String month) {
    var shown = month(month);
    return new Page(
        "Schedule",
        ADDRESS,
        Pages.of(out ->
            JtescheduleGenerated.render(
                out,
                Html.AS_WRITTEN,
                MONTH.format(shown),
                kept.get(shown, this::days),
                site.shown(),
                !site.campaigns().isEmpty(),
                shown.minusMonths(1).toString(),
                shown.plusMonths(1).toString())));
  }

  private YearMonth month(String written) {
    try {
      var month =
          written.isEmpty()
              ? YearMonth.from(site.clock().instant().atZone(site.zone()))
              : YearMonth.parse(written);
      // Others are nobody's, and no calendar has them.
      if (month.getYear() < 1970 || month.getYear() > 9000) {
        throw new DateTimeException("out of reach");
      }
      return month;
    } catch (DateTimeException e) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
    }
  }

  private List<Day> days(YearMonth month) {
    var from = month.atDay(1).atStartOfDay(site.zone()).toInstant();
    var until = month.plusMonths(1).atDay(1).atStartOfDay(site.zone()).toInstant();
    SortedMap<LocalDate, List<Entry>> days =
        Stream.concat(
                campaigns.campaigns().flatMap(campaign -> entries(campaign, from, until)),
                openings(from, until))
            .sorted(Comparator.comparing(Entry::at).thenComparing(Entry::campaign))
            .collect(
                Collectors.groupingBy(
                    entry -> site.date(entry.at()), TreeMap::new, Collectors.toList()));
    return days.entrySet().stream()
        .map(day -> new Day(day.getKey(), DAY.format(day.getKey()), day.getValue()))
        .toList();
  }

  private Stream<Entry> entries(Campaign campaign, Instant from, Instant until) {
    // A live campaign has no planned times, and may have thousands of runs a day.
    var found =
        campaign.who().isLive()
            ? List.<Run>of()
            : site.application().store().runs().between(campaign.id(), from, until);
    var rows =
        runs.rows(found).stream()
            .collect(Collectors.toMap(row -> row.id().plannedAt(), Function.identity()));
    var planned = campaigns.planned(campaign, from).takeWhile(at -> at.isBefore(until));
    return Stream.concat(planned, found.stream().map(Run::id).map(RunId::plannedAt))
        .distinct()
        .map(at -> new Entry(at, campaign.id().value(), campaign.name(), rows.get(at), null));
  }

  private Stream<Entry> openings(Instant from, Instant until) {
    var waits =
        site.application().store().history().unsettled(site.clock().instant()).stream()
            .filter(run -> run.status() == RunStatus.WAITING)
            .toList();
    return WaitingShelf.due(waiting.openings(runs.rows(waits)), from, until).map(Entry::of);
  }
}
