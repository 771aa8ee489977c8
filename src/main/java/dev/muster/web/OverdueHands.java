package dev.muster.web;

import dev.muster.campaign.Campaign;
import dev.muster.campaign.CampaignId;
import dev.muster.report.Words;
import dev.muster.store.RunStatus;
import dev.muster.web.HandItem.Need;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is due, and no launch has come: planned times of campaigns, and openings of waiting runs.
 *
 * @param rows and {@code latest} as {@link Hands} has them
 */
record OverdueHands(
    Site site,
    CampaignShelf campaigns,
    List<RunRow> rows,
    Map<CampaignId, RunRow> latest,
    Instant now) {

  /** All of it: planned times first. */
  Stream<HandItem> items() {
    var limit = now.minus(site.settings().overdueAfter());
    var openings =
        rows.stream()
            .filter(row -> row.run().status() == RunStatus.WAITING)
            .flatMap(row -> Lateness.opening(row, limit).map(due -> overdue(row, due)).stream());
    var planned =
        campaigns
            .campaigns()
            .flatMap(campaign ->
                Lateness.planned(campaigns, campaign, latest.get(campaign.id()), limit)
                    .map(time -> overdue(campaign, time))
                    .stream());
    return Stream.concat(planned, openings);
  }

  private HandItem overdue(RunRow row, Instant due) {
    return new HandItem(
        Need.OVERDUE,
        row.id().campaign().value(),
        row.id(),
        null,
        row.name(),
        row.address(),
        site.shown()
            .words(
                Words.of(
                    "{} {} due since {}, and no launch has come.",
                    row.toCome(),
                    row.toCome() == 1 ? "user is" : "users are",
                    due)),
        new HandCommands(site, campaigns, now).of(row));
  }

  private HandItem overdue(Campaign campaign, Instant time) {
    return new HandItem(
        Need.OVERDUE,
        campaign.id().value(),
        null,
        null,
        campaign.name(),
        "/campaigns/" + campaign.id(),
        site.shown().words(Words.of("Planned for {}, and no launch has come.", time)),
        new HandCommands(site, campaigns, now).runNow(campaign.id().value()));
  }
}
