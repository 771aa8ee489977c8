package dev.muster.web;

import dev.muster.campaign.CampaignId;
import dev.muster.gate.Verdict;
import dev.muster.metric.Gauge;
import dev.muster.metric.LastRun;
import dev.muster.report.LiveReport;
import dev.muster.store.Run;
import dev.muster.store.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What programs watch of each campaign (looking.md, "Metrics"). No label names a run or a user. */
final class CampaignGauges {
  private static final String UNKNOWN = "unknown";

  private final Site site;
  private final CampaignShelf campaigns;
  private final RunShelf runs;
  private final LiveShelf days;

  CampaignGauges(Site site, CampaignShelf campaigns, RunShelf runs, LiveShelf days) {
    this.site = site;
    this.campaigns = campaigns;
    this.runs = runs;
    this.days = days;
  }

  /** As they are now. */
  List<Gauge> now() {
    var now = site.clock().instant();
    var history = site.application().store().history();
    var latest = new HashMap<CampaignId, RunRow>();
    runs.rows(history.latest(1)).forEach(row -> latest.put(row.id().campaign(), row));
    var unsettled = runs.rows(history.unsettled(now.minus(Hands.A_WEEK)));
    var open = runs.rows(history.unfinishedLive(now));
    var waiting = history.waitingLive();
    var successes = history.lastSuccesses();
    var today = days.today(now);
    var ids = new TreeSet<>(Comparator.comparing(CampaignId::value));
    ids.addAll(latest.keySet());
    ids.addAll(today.keySet());
    campaigns.campaigns().forEach(campaign -> ids.add(campaign.id()));
    var gauges = new ArrayList<Gauge>();
    for (var id : ids) {
      var newest = latest.get(id);
      var own = of(id, unsettled);
      var live = of(id, open);
      var day = Optional.ofNullable(today.get(id)).filter(report -> isLatest(report, newest));
      Stream.of(successes.get(id), day.flatMap(days::lastSuccess).orElse(null))
          .filter(Objects::nonNull)
          .max(Comparator.naturalOrder())
          .ifPresent(at -> gauges.add(of(id, "last_success_timestamp_seconds", Gauge.seconds(at))));
      day.flatMap(report -> days.lastRun(report, live, waiting.containsKey(id), now))
          .or(() -> history.lastLaunched(id).map(this::lastRun))
          .ifPresent(last -> gauges.addAll(last.gauges()));
      gauges.addAll(toCome(id, own, live, waiting.getOrDefault(id, 0L)));
      var all = Stream.concat(own.stream(), live.stream()).toList();
      gauges.addAll(counts(id, newest, all));
      gauges.addAll(times(id, newest, all, now));
    }
    return gauges;
  }

  /** A campaign may have had planned times before it was live, or after. */
  private static boolean isLatest(LiveReport report, @Nullable RunRow newest) {
    return newest == null || !newest.id().plannedAt().isAfter(report.watermark());
  }

  /** What each campaign's file says of it, or that none was named. */
  Map<String, String> statuses() {
    var statuses = new LinkedHashMap<String, String>();
    site.application()
        .store()
        .history()
        .campaigns()
        .forEach(campaign -> statuses.put(campaign.value(), UNKNOWN));
    days.known().forEach(campaign -> statuses.put(campaign.value(), UNKNOWN));
    campaigns
        .campaigns()
        .forEach(campaign ->
            statuses.put(campaign.id().value(), campaign.status().name().toLowerCase(Locale.ROOT)));
    return statuses;
  }

  private LastRun lastRun(Run run) {
    return LastRun.of(site.application().store(), run);
  }

  private static List<RunRow> of(CampaignId id, List<RunRow> rows) {
    return rows.stream().filter(row -> row.id().campaign().equals(id)).toList();
  }

  /**
   * Who is still to be sent to, over all unfinished runs.
   *
   * @param waiting who waits in those of a live campaign that do nothing else
   */
  private static List<Gauge> toCome(
      CampaignId id, List<RunRow> own, List<RunRow> live, long waiting) {
    var counted =
        Stream.concat(
                own.stream().filter(row -> row.run().status().unfinished()),
                live.stream().filter(row -> row.run().status() != RunStatus.WAITING))
            .toList();
    return List.of(
        toCome(id, Verdict.WAITING, waiting + users(counted, Verdict.WAITING)),
        toCome(id, Verdict.PENDING, users(counted, Verdict.PENDING)));
  }

  private static List<Gauge> counts(CampaignId id, @Nullable RunRow newest, List<RunRow> own) {
    return List.of(
        of(id, "runs_gone", (double) own.stream().filter(row -> row.goneSince() != null).count()),
        of(
            id,
            "runs_missed",
            (double) own.stream().filter(row -> Lateness.isMissed(row, newest)).count()));
  }

  private static long users(List<RunRow> rows, Verdict verdict) {
    return rows.stream().mapToLong(row -> row.users().getOrDefault(verdict, 0L)).sum();
  }

  private static Gauge toCome(CampaignId id, Verdict gate, long users) {
    return new Gauge("users_to_come", ordered("campaign", id.value(), "gate", gate.key()), users);
  }

  private List<Gauge> times(CampaignId id, @Nullable RunRow newest, List<RunRow> own, Instant now) {
    var campaign = campaigns.find(id);
    var overdue =
        Stream.concat(
                campaign.flatMap(each -> Lateness.planned(campaigns, each, newest, now)).stream(),
                own.stream().flatMap(row -> Lateness.opening(row, now).stream()))
            .min(Comparator.naturalOrder());
    var gauges = new ArrayList<Gauge>();
    gauges.add(
        of(
            id,
            "overdue_seconds",
            overdue.map(since -> Gauge.seconds(Duration.between(since, now))).orElse(0.0)));
    campaign
        .flatMap(each -> campaigns.planned(each, now).findFirst())
        .ifPresent(
            next -> gauges.add(of(id, "next_planned_timestamp_seconds", Gauge.seconds(next))));
    return gauges;
  }

  private static Gauge of(CampaignId id, String name, double value) {
    return new Gauge(name, Map.of("campaign", id.value()), value);
  }

  private static Map<String, String> ordered(String one, String first, String two, String second) {
    var labels = new LinkedHashMap<String, String>();
    labels.put(one, first);
    labels.put(two, second);
    return labels;
  }
}
