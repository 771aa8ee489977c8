package dev.muster.web;

import dev.muster.app.Validation;
import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import dev.muster.report.Words;
import dev.muster.schedule.Forecast;
import dev.muster.store.Rejections;
import dev.muster.store.RunStatus;
import dev.muster.web.HandItem.Need;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What needs a hand of campaigns with planned times and of files (looking.md, "The web page").
 *
 * @param rows unfinished runs, and those of the last seven days
 * @param latest of each campaign that has run, its latest run
 * @param forecasts of waiting runs with a time limit, by run
 */
record Hands(
    Site site,
    CampaignShelf campaigns,
    List<RunRow> rows,
    Map<CampaignId, RunRow> latest,
    Map<RunId, Forecast> forecasts,
    Instant now) {
  static final Duration A_WEEK = Duration.ofDays(7);

  private static final int CODES = 3;

  /**
   * All of it.
   *
   * @param personal whether whoever looks may read what the Segment API has said
   */
  Stream<HandItem> items(boolean personal) {
    return Stream.of(
            in(RunStatus.FAILED).map(row -> of(Need.FAILED, row, HandWords.failed(row, personal))),
            refused(),
            in(RunStatus.RUNNING)
                .filter(row -> row.goneSince() != null)
                .map(row ->
                    of(Need.GONE, row, Words.of("Its worker is gone: {}", HandWords.sent(row)))),
            new OverdueHands(site, campaigns, rows, latest, now).items(),
            in(RunStatus.STOPPED).map(row -> of(Need.STOPPED, row, HandWords.stopped(row))),
            missed(),
            in(RunStatus.WAITING)
                .filter(row -> late(row) > 0)
                .map(row -> of(Need.LATE, row, HandWords.late(row, late(row)))),
            in(RunStatus.COMPLETED)
                .filter(row -> row.notSendable() > 0 && isOfThisWeek(row))
                .map(row -> of(Need.NOT_SENDABLE, row, HandWords.notSendable(row, codes(row)))),
            campaigns.faulty().map(this::faulty))
        .flatMap(each -> each);
  }

  private Stream<HandItem> refused() {
    return latest.values().stream()
        .filter(row -> row.run().status() == RunStatus.REFUSED)
        .map(row ->
            of(Need.REFUSED, row, Words.of("{} Nobody was sent anything.", HandWords.reason(row))));
  }

  private Stream<RunRow> in(RunStatus status) {
    return rows.stream().filter(row -> row.run().status() == status);
  }

  private boolean isOfThisWeek(RunRow row) {
    var ended = row.run().endedAt();
    return ended != null && ended.isAfter(now.minus(A_WEEK));
  }

  private HandItem of(Need need, RunRow row, Words said) {
    return new HandItem(
        need,
        row.id().campaign().value(),
        row.id(),
        null,
        row.name(),
        row.address(),
        site.shown().words(said),
        commands().of(row));
  }

  private HandCommands commands() {
    return new HandCommands(site, campaigns, now);
  }

  /** The most frequent reasons for which users could not be sent to. */
  private List<String> codes(RunRow row) {
    return site.application().store().results().rejections(row.run()).stream()
        .map(Rejections.Count::code)
        .limit(CODES)
        .toList();
  }

  private long late(RunRow row) {
    return Optional.ofNullable(forecasts.get(row.id())).map(Forecast::missing).orElse(0L);
  }

  private HandItem faulty(Validation file) {
    var faults = file.faults().toList();
    var id = CampaignShelf.id(file);
    return new HandItem(
        Need.FAULTY,
        id,
        null,
        null,
        id,
        "/campaigns/" + id,
        site.shown()
            .words(
                Words.of(
                    "{} {} in its file; the first: {}",
                    faults.size(),
                    faults.size() == 1 ? "fault" : "faults",
                    faults.getFirst())),
        List.of());
  }

  /** Those of the last seven days that no later run of their campaign has made up for. */
  private Stream<HandItem> missed() {
    var newest = new HashMap<CampaignId, RunRow>();
    in(RunStatus.MISSED)
        .filter(row -> row.id().plannedAt().isAfter(now.minus(A_WEEK)))
        .filter(row -> Lateness.isMissed(row, latest.get(row.id().campaign())))
        .forEach(row -> newest.put(row.id().campaign(), row));
    return newest.values().stream()
        .sorted((one, other) -> one.id().plannedAt().compareTo(other.id().plannedAt()))
        .map(row -> of(Need.MISSED, row, Words.of("{}", HandWords.reason(row))));
  }
}
