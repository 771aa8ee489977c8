package dev.muster.web;

import dev.muster.app.Validation;
import dev.muster.campaign.Campaign;
import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import dev.muster.gate.GuardAnswer;
import dev.muster.report.RunReport;
import dev.muster.report.Words;
import dev.muster.schedule.Forecast;
import dev.muster.store.Rejections;
import dev.muster.store.RunStatus;
import dev.muster.web.HandItem.Need;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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

  /**
   * All of it.
   *
   * @param personal whether whoever looks may read what the Segment API has said
   */
  Stream<HandItem> items(boolean personal) {
    return Stream.of(
            in(RunStatus.FAILED).map(row -> of(Need.FAILED, row, failed(row, personal))),
            refused(),
            in(RunStatus.RUNNING)
                .filter(row -> row.goneSince() != null)
                .map(row -> of(Need.GONE, row, Words.of("Its worker is gone: {}", sent(row)))),
            overdue(),
            in(RunStatus.STOPPED).map(row -> of(Need.STOPPED, row, stopped(row))),
            missed(),
            in(RunStatus.WAITING)
                .filter(row -> late(row) > 0)
                .map(row -> of(Need.LATE, row, late(row, late(row)))),
            in(RunStatus.COMPLETED)
                .filter(row -> row.notSendable() > 0 && isOfThisWeek(row))
                .map(row -> of(Need.NOT_SENDABLE, row, notSendable(row))),
            campaigns.faulty().map(this::faulty))
        .flatMap(each -> each);
  }

  private Stream<HandItem> refused() {
    return latest.values().stream()
        .filter(row -> row.run().status() == RunStatus.REFUSED)
        .map(row -> of(Need.REFUSED, row, Words.of("{} Nobody was sent anything.", reason(row))));
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
        commands(row));
  }

  /** Those that the states allow which stand here; the page of the command looks once more. */
  private List<HandItem.Link> commands(RunRow row) {
    var isGone = row.goneSince() != null;
    return switch (row.run().status()) {
      case FAILED, STOPPED -> links(row, RunCommand.RESTART, RunCommand.ABANDON);
      case RUNNING -> isGone ? links(row, RunCommand.RESTART, RunCommand.ABANDON) : List.of();
      case REFUSED -> links(row, RunCommand.OVERRIDE);
      case COMPLETED -> row.rejected() > 0 ? links(row, RunCommand.RETRY_REJECTED) : List.of();
      case WAITING -> links(row, RunCommand.RESTART);
      case ABANDONED -> List.of();
      case MISSED -> runNow(row.id().campaign().value());
    };
  }

  private List<HandItem.Link> links(RunRow row, RunCommand... commands) {
    return Arrays.stream(commands)
        .filter(command -> isAllowed(command, row))
        .map(command ->
            new HandItem.Link(row.address() + "/" + command.word(), command.label() + "…"))
        .toList();
  }

  private boolean isAllowed(RunCommand command, RunRow row) {
    List<GuardAnswer> guards =
        row.run().status() == RunStatus.REFUSED
            ? RunReport.inBrief(site.application().store(), row.run()).guards().answers()
            : List.of();
    return (!command.sends() || site.refusalToSend().isEmpty())
        && command.refusal(row, guards, now).isEmpty();
  }

  /** Where its file is there, right and published, and something can be sent. */
  private List<HandItem.Link> runNow(String campaign) {
    return campaigns
            .find(new CampaignId(campaign))
            .filter(found -> CampaignCommand.refusal(site, found).isEmpty())
            .isEmpty()
        ? List.of()
        : List.of(new HandItem.Link("/campaigns/" + campaign + "/run", "Run now…"));
  }

  /** As a sentence. */
  private static String reason(RunRow row) {
    var reason = row.run().reason();
    if (reason == null || reason.isEmpty()) {
      return "";
    }
    var begin = reason.offsetByCodePoints(0, 1);
    return reason.substring(0, begin).toUpperCase(Locale.ROOT)
        + reason.substring(begin)
        + (reason.endsWith(".") ? "" : ".");
  }

  private static Words sent(RunRow row) {
    return Words.of(
        "{} of {} {} sent to, {} {} still to be.",
        row.accepted(),
        row.qualified(),
        row.accepted() == 1 ? "was" : "were",
        row.toCome(),
        row.toCome() == 1 ? "is" : "are");
  }

  private static Words failed(RunRow row, boolean personal) {
    var words = row.isKnown() ? sent(row) : Words.of("Its audience is not known.");
    return personal ? Words.of("{} {}", words, reason(row)) : words;
  }

  private static Words stopped(RunRow row) {
    return Words.of("{} The next launch goes on.", sent(row));
  }

  private long late(RunRow row) {
    return Optional.ofNullable(forecasts.get(row.id())).map(Forecast::missing).orElse(0L);
  }

  private static Words late(RunRow row, long users) {
    return Words.of(
        "{} of {} who {} to come will miss the cut-off at the pace of the settings.",
        users,
        row.toCome(),
        users == 1 ? "is" : "are");
  }

  private Words notSendable(RunRow row) {
    var codes =
        site.application().store().results().rejections(row.run()).stream()
            .map(Rejections.Count::code)
            .limit(3)
            .collect(Collectors.joining(", "));
    return Words.of(
        "{} of {} could not be sent to{}.",
        row.notSendable(),
        row.qualified(),
        codes.isEmpty() ? "" : ": " + codes);
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
        .map(row -> of(Need.MISSED, row, Words.of("{}", reason(row))));
  }

  private Stream<HandItem> overdue() {
    var limit = now.minus(site.settings().overdueAfter());
    var openings =
        in(RunStatus.WAITING)
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
        commands(row));
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
        runNow(campaign.id().value()));
  }
}
