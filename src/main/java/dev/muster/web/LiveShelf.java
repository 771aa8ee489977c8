package dev.muster.web;

import dev.muster.campaign.CampaignId;
import dev.muster.metric.LastRun;
import dev.muster.report.LiveReport;
import dev.muster.store.LiveTriggers;
import dev.muster.store.Purpose;
import dev.muster.store.RunStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Live campaigns by days, added up once a second at most. */
final class LiveShelf {
  private final Site site;
  private final CampaignShelf campaigns;
  private final Kept<Asked, Optional<LiveReport>> kept;

  LiveShelf(Site site, CampaignShelf campaigns) {
    this.site = site;
    this.campaigns = campaigns;
    this.kept = new Kept<>(site.clock(), RunShelf.A_MOMENT);
  }

  private record Asked(CampaignId campaign, @Nullable LocalDate from, @Nullable LocalDate until) {}

  /** Those that a launch has met. */
  List<CampaignId> known() {
    return site.application().store().live().campaigns().known();
  }

  /** How one stands, if a launch has met it, with its days from one to another, null for all. */
  Optional<LiveReport> report(
      CampaignId campaign, @Nullable LocalDate from, @Nullable LocalDate until) {
    return kept.get(
        new Asked(campaign, from, until),
        asked -> LiveReport.of(site.application().store(), campaign, site.zone(), from, until));
  }

  /** The first of its days, if there is any. */
  Optional<LocalDate> firstDay(CampaignId campaign) {
    return site.application().store().live().days().first(campaign, site.zone());
  }

  /** What each has come to on this day. */
  Map<CampaignId, LiveReport> today(Instant now) {
    var day = site.date(now);
    var reports = new LinkedHashMap<CampaignId, LiveReport>();
    known().forEach(each -> report(each, day, day).ifPresent(report -> reports.put(each, report)));
    return reports;
  }

  /** When its latest run that completed has ended, if there is any. */
  Optional<Instant> lastSuccess(LiveReport report) {
    return site.application().store().live().days().lastSuccess(of(report));
  }

  /**
   * This day of it, which stands for its last run, with the status of whatever has not ended: a run
   * that has failed yesterday is to be looked after today. Nothing where it has never had a run.
   *
   * @param report that of this day
   * @param open its runs that have not ended, of whatever day, but for those that wait
   * @param isWaiting whether any waits
   */
  Optional<LastRun> lastRun(LiveReport report, List<RunRow> open, boolean isWaiting, Instant now) {
    if (report.days().isEmpty()
        && open.isEmpty()
        && !isWaiting
        && firstDay(report.campaign()).isEmpty()) {
      return Optional.empty();
    }
    var day = site.date(now);
    var sums = report.total();
    return Optional.of(
        new LastRun(
            report.campaign(),
            worst(open).orElse(isWaiting ? RunStatus.WAITING : RunStatus.COMPLETED),
            report.watermark(),
            site.application()
                .store()
                .executionLog()
                .worked(
                    of(report),
                    day.atStartOfDay(site.zone()).toInstant(),
                    day.plusDays(1).atStartOfDay(site.zone()).toInstant()),
            sums.audience(),
            sums.delivery()));
  }

  private static Optional<RunStatus> worst(List<RunRow> open) {
    return Stream.of(RunStatus.FAILED, RunStatus.STOPPED, RunStatus.RUNNING)
        .filter(status -> open.stream().anyMatch(row -> row.run().status() == status))
        .findFirst();
  }

  private static LiveTriggers.Of of(LiveReport report) {
    return new LiveTriggers.Of(
        report.campaign(), report.rehearsal() ? Purpose.REHEARSAL : Purpose.REAL);
  }

  /** Its days, the latest first. */
  List<LiveDay> days(LiveReport report) {
    var name = campaigns.name(report.campaign());
    return report.days().entrySet().stream()
        .map(day -> new LiveDay(report.campaign().value(), name, day.getKey(), day.getValue()))
        .toList()
        .reversed();
  }
}
