package dev.muster.web;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;

import dev.muster.campaign.CampaignId;
import dev.muster.report.Words;
import dev.muster.store.LiveHealth;
import dev.muster.store.LiveSums;
import dev.muster.store.RunStatus;
import dev.muster.web.HandItem.Need;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What needs a hand of live campaigns: a line a day at most, which says the worst of it
 * (looking.md, "The web page").
 *
 * @param open their runs that have not ended
 * @param undelivered their days of the last week with triggers that could not be sent to
 */
record LiveHands(
    Site site,
    CampaignShelf campaigns,
    List<RunRow> open,
    List<LiveHealth.OfDay> undelivered,
    Instant now) {

  private record Day(CampaignId campaign, LocalDate date) {}

  /**
   * What some runs of a day have come to.
   *
   * @param such which runs these are
   * @param one what is said of one of them
   * @param several what is said of more than one
   */
  private record Trouble(Need need, Predicate<RunRow> such, String one, String several) {}

  /** All of it, the earliest day first. */
  Stream<HandItem> items() {
    var found =
        new TreeMap<Day, HandItem>(
            comparing(Day::date).thenComparing(day -> day.campaign().value()));
    open.stream()
        .collect(groupingBy(this::day))
        .forEach((day, rows) -> worst(day, rows).ifPresent(item -> found.put(day, item)));
    undelivered.forEach(each ->
        found.computeIfAbsent(
            new Day(each.campaign(), each.day()), day -> notSendable(day, each.health())));
    return found.values().stream();
  }

  private Day day(RunRow row) {
    return new Day(row.id().campaign(), site.date(row.id().plannedAt()));
  }

  private Optional<HandItem> worst(Day day, List<RunRow> rows) {
    return troubles()
        .flatMap(trouble -> {
          var those = rows.stream().filter(trouble.such()).toList();
          return those.isEmpty() ? Stream.of() : Stream.of(of(day, trouble, those));
        })
        .findFirst();
  }

  private Stream<Trouble> troubles() {
    var limit = now.minus(site.settings().overdueAfter());
    return Stream.of(
        new Trouble(
            Need.FAILED,
            row -> row.run().status() == RunStatus.FAILED,
            "has failed",
            "have failed"),
        new Trouble(
            Need.GONE,
            row -> row.goneSince() != null,
            "has lost its worker",
            "have lost their workers"),
        new Trouble(
            Need.OVERDUE,
            row -> Lateness.opening(row, limit).isPresent(),
            "was due, and no launch has come",
            "were due, and no launch has come"),
        new Trouble(
            Need.STOPPED,
            row -> row.run().status() == RunStatus.STOPPED,
            "is stopped, and the next launch goes on",
            "are stopped, and the next launch goes on"));
  }

  private HandItem of(Day day, Trouble trouble, List<RunRow> rows) {
    var toCome = rows.stream().mapToLong(RunRow::toCome).sum();
    return item(
        day,
        trouble.need(),
        Words.of(
            "{} {} {}; {} {} still to be sent to.",
            rows.size(),
            rows.size() == 1 ? "run" : "runs",
            rows.size() == 1 ? trouble.one() : trouble.several(),
            toCome,
            toCome == 1 ? "trigger is" : "triggers are"));
  }

  private HandItem notSendable(Day day, LiveHealth.Health health) {
    return item(
        day,
        Need.NOT_SENDABLE,
        Words.of(
            "{} of {} {} that {} due could not be sent to.",
            health.undelivered(),
            health.due(),
            health.due() == 1 ? "trigger" : "triggers",
            health.due() == 1 ? "was" : "were"));
  }

  private HandItem item(Day day, Need need, Words said) {
    var shown =
        new LiveDay(
            day.campaign().value(), campaigns.name(day.campaign()), day.date(), LiveSums.NONE);
    return new HandItem(
        need,
        day.campaign().value(),
        null,
        shown,
        shown.name(),
        shown.address(),
        site.shown().words(said),
        List.of());
  }
}
