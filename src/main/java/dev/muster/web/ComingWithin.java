package dev.muster.web;

import dev.muster.report.Openings;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What comes within some time: planned times, openings of waiting runs, and who waits in live
 * campaigns.
 */
record ComingWithin(Site site, CampaignShelf campaigns, Instant now, Duration span) {

  /**
   * All of it, the next one first.
   *
   * @param openings of waiting runs
   */
  List<ComingRow> rows(Map<RunRow, Openings> openings) {
    var until = now.plus(span);
    var planned =
        campaigns
            .campaigns()
            .flatMap(campaign ->
                campaigns
                    .planned(campaign, now)
                    .takeWhile(at -> at.isBefore(until))
                    .map(at ->
                        new ComingRow(
                            at, campaign.name(), "/campaigns/" + campaign.id(), "planned", null)));
    var opening =
        WaitingShelf.due(openings, now, until)
            .map(due ->
                new ComingRow(
                    due.opening().dueAt(),
                    due.run().name(),
                    due.run().address(),
                    "opening",
                    due.opening().left()));
    return Stream.of(planned, opening, ofLive(until))
        .flatMap(each -> each)
        .sorted(Comparator.comparing(ComingRow::at).thenComparing(ComingRow::name))
        .toList();
  }

  /** A line for each live campaign, for its runs may be due at as many instants as they are. */
  private Stream<ComingRow> ofLive(Instant until) {
    return site.application().store().history().waitingOfLive(now, until).stream()
        .map(waiting ->
            new ComingRow(
                waiting.first(),
                campaigns.name(waiting.campaign()),
                "/campaigns/" + waiting.campaign(),
                "first of those who wait",
                waiting.users()));
  }
}
