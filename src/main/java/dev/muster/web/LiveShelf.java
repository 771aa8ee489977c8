package dev.muster.web;

import dev.muster.campaign.Campaign;
import dev.muster.campaign.CampaignId;
import dev.muster.report.LiveReport;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
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

  /** Its days, the latest first. */
  List<LiveDay> days(LiveReport report) {
    var name =
        campaigns
            .find(report.campaign())
            .map(Campaign::name)
            .orElseGet(() -> report.campaign().value());
    return report.days().entrySet().stream()
        .map(day -> new LiveDay(report.campaign().value(), name, day.getKey(), day.getValue()))
        .toList()
        .reversed();
  }
}
