package dev.muster.report;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import dev.muster.store.Alert;
import dev.muster.store.LiveCampaigns.End;
import dev.muster.store.LiveCampaigns.Met;
import dev.muster.store.LiveSums;
import dev.muster.store.LiveTriggers;
import dev.muster.store.Purpose;
import dev.muster.store.Store;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A live campaign as people and programs read it (live.md, part 2): how the last launch has left
 * it, and what it came to, by the days of its runs' as-ofs in the account's zone.
 *
 * @param rehearsal whether only rehearsed launches have met it; else these are left out
 * @param reason why it has ended, or null while it has not
 * @param start events before it trigger nothing
 * @param end events from it on trigger nothing, or null for never
 * @param watermark the as-of of the latest launch that looked
 * @param horizon triggers of before it are too late
 * @param openRuns those that have not ended, oldest first
 * @param days those on which something happened, ascending
 * @param alerts what its owner was told of these days, by them, and of each the oldest first
 */
public record LiveReport(
    CampaignId campaign,
    boolean rehearsal,
    State state,
    @Nullable End reason,
    Instant start,
    @Nullable Instant end,
    Instant watermark,
    Instant horizon,
    List<RunId> openRuns,
    SortedMap<LocalDate, LiveSums> days,
    List<Alert> alerts) {

  /** How a live campaign stands, as the last launch has found it. */
  public enum State {
    /** Its start lies ahead. */
    NOT_YET,
    /** It takes triggers up. */
    LIVE,
    /** It takes none up any more. */
    ENDED,
    /** Its file was stopped, or a draft again. */
    STOPPED;

    /** Its name in reports. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public LiveReport {
    openRuns = List.copyOf(openRuns);
    days = Collections.unmodifiableSortedMap(new TreeMap<>(days));
    alerts = List.copyOf(alerts);
  }

  /**
   * That of a campaign; nothing where no launch has met it published.
   *
   * @param accountZone in which days begin
   * @param from the first day, or null for all
   * @param until the last day, or null for all
   */
  public static Optional<LiveReport> of(
      Store store,
      CampaignId campaign,
      ZoneId accountZone,
      @Nullable LocalDate from,
      @Nullable LocalDate until) {
    for (var purpose : List.of(Purpose.REAL, Purpose.REHEARSAL)) {
      var met = store.live().campaigns().find(campaign, purpose);
      if (met.isPresent()) {
        var of = new LiveTriggers.Of(campaign, purpose);
        return Optional.of(
            new LiveReport(
                campaign,
                purpose == Purpose.REHEARSAL,
                state(met.get()),
                met.get().ended(),
                met.get().start(),
                met.get().end(),
                met.get().watermark(),
                met.get().horizon(),
                store.live().days().open(of),
                store.live().days().of(of, accountZone, from, until),
                store.alerts().ofDays(of, from, until)));
      }
    }
    return Optional.empty();
  }

  private static State state(Met met) {
    if (met.definition() == null) {
      return State.STOPPED;
    }
    if (met.ended() != null) {
      return State.ENDED;
    }
    return met.start().isAfter(met.watermark()) ? State.NOT_YET : State.LIVE;
  }

  /** The same with its latest days alone. */
  public LiveReport latest(int number) {
    if (days.size() <= number) {
      return this;
    }
    var first = new ArrayList<>(days.keySet()).get(days.size() - number);
    return new LiveReport(
        campaign,
        rehearsal,
        state,
        reason,
        start,
        end,
        watermark,
        horizon,
        openRuns,
        days.tailMap(first),
        alerts.stream().filter(alert -> !day(alert).isBefore(first)).toList());
  }

  /** What its owner was told of a day, the oldest first. */
  public List<Alert> alerts(LocalDate day) {
    return alerts.stream().filter(alert -> day(alert).equals(day)).toList();
  }

  private static LocalDate day(Alert alert) {
    return requireNonNull(alert.subject().day());
  }

  /** The sum of its days. */
  public LiveSums total() {
    return days.values().stream().reduce(LiveSums.NONE, LiveSums::and);
  }
}
