package dev.muster.web;

import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import dev.muster.report.Openings;
import dev.muster.report.Words;
import dev.muster.schedule.Forecast;
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
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds out what the first page shows. */
final class OverviewOf {
  private static final Duration A_DAY = Duration.ofHours(24);
  private static final int LAST = 10;
  private static final int PICTURE = 22;

  private final Site site;
  private final CampaignShelf campaigns;
  private final RunShelf runs;
  private final LiveShelf live;
  private final WaitingShelf waiting;
  private final Workbench workbench;

  OverviewOf(
      Site site,
      CampaignShelf campaigns,
      RunShelf runs,
      LiveShelf live,
      WaitingShelf waiting,
      Workbench workbench) {
    this.site = site;
    this.campaigns = campaigns;
    this.runs = runs;
    this.live = live;
    this.waiting = waiting;
    this.workbench = workbench;
  }

  /**
   * As it is now.
   *
   * @param personal whether whoever looks may read what the Segment API has said
   */
  Overview now(boolean personal) {
    var now = site.clock().instant();
    var history = site.application().store().history();
    var unsettled = runs.rows(history.unsettled(now.minus(Hands.A_WEEK)));
    var live = runs.rows(history.unfinishedLive(now));
    var latest = new LinkedHashMap<CampaignId, List<RunRow>>();
    runs.rows(history.latest(LAST))
        .forEach(
            row -> latest.computeIfAbsent(row.id().campaign(), _ -> new ArrayList<>()).add(row));
    var opening = waiting.openings(unsettled);
    var hand =
        Stream.concat(
                new Hands(site, campaigns, unsettled, newest(latest), forecasts(opening), now)
                    .items(personal),
                liveHands(live, now).items())
            .sorted(Comparator.comparing(HandItem::need))
            .toList();
    var running =
        Stream.concat(unsettled.stream(), live.stream())
            .filter(row -> row.run().status() == RunStatus.RUNNING && row.goneSince() == null)
            .map(workbench::work)
            .toList();
    var coming = new ComingWithin(site, campaigns, now, A_DAY).rows(opening);
    var today = today(now);
    var listed = today.stream().map(LiveDay::campaign).collect(Collectors.toSet());
    return new Overview(
        site.shown().words(sentence(hand.size(), running.size(), coming)),
        hand,
        running,
        rows(latest, now).stream().filter(row -> !listed.contains(row.id())).toList(),
        today,
        coming,
        new ComingPicture(coming, now, A_DAY, site.zone()).picture());
  }

  private LiveHands liveHands(List<RunRow> open, Instant now) {
    var store = site.application().store();
    return new LiveHands(
        site,
        campaigns,
        open,
        store.live().health().undelivered(site.date(now.minus(Hands.A_WEEK))),
        now);
  }

  /** What live campaigns have done on this day. */
  private List<LiveDay> today(Instant now) {
    return live.today(now).values().stream().flatMap(report -> live.days(report).stream()).toList();
  }

  private static Map<CampaignId, RunRow> newest(Map<CampaignId, List<RunRow>> latest) {
    var newest = new LinkedHashMap<CampaignId, RunRow>();
    latest.forEach((campaign, rows) -> newest.put(campaign, rows.getFirst()));
    return newest;
  }

  private static Map<RunId, Forecast> forecasts(Map<RunRow, Openings> openings) {
    var forecasts = new HashMap<RunId, Forecast>();
    openings.forEach((row, each) ->
        Optional.ofNullable(each.forecast()).ifPresent(known -> forecasts.put(row.id(), known)));
    return forecasts;
  }

  private static Words sentence(int hands, int running, List<ComingRow> coming) {
    return Words.of(
        "{}, {}{}.",
        hands == 0
            ? "Nothing needs a hand"
            : Words.of("{} {} a hand", hands, hands == 1 ? "thing needs" : "things need"),
        running == 0
            ? "nothing is being worked on"
            : Words.of("{} {} being worked on", running, running == 1 ? "is" : "are"),
        coming.stream()
            .filter(each -> each.users() == null)
            .findFirst()
            .map(next -> Words.of("; next is {} at {}", next.name(), next.at()))
            .orElse(Words.of("")));
  }

  private List<CampaignRow> rows(Map<CampaignId, List<RunRow>> latest, Instant now) {
    var ids = new TreeSet<>(Comparator.comparing(CampaignId::value));
    ids.addAll(latest.keySet());
    campaigns.campaigns().forEach(campaign -> ids.add(campaign.id()));
    return ids.stream().map(id -> row(id, latest.getOrDefault(id, List.of()), now)).toList();
  }

  private CampaignRow row(CampaignId id, List<RunRow> rows, Instant now) {
    var campaign = campaigns.find(id);
    return new CampaignRow(
        id.value(),
        campaign.map(each -> each.name()).orElseGet(() -> rows.getFirst().name()),
        campaign.map(each -> each.status().name().toLowerCase(Locale.ROOT)).orElse(null),
        rows.isEmpty() ? null : rows.getFirst(),
        Columns.accepted(rows, PICTURE),
        campaign.flatMap(each -> campaigns.planned(each, now).findFirst()).orElse(null));
  }
}
