package dev.muster.launch;

import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import dev.muster.campaign.When;
import dev.muster.schedule.PlannedTime;
import dev.muster.schedule.PlannedTimes;
import dev.muster.store.KnownCampaigns.Known;
import dev.muster.store.Purpose;
import dev.muster.store.Run;
import dev.muster.store.RunStatus;
import dev.muster.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * For which planned times of a campaign a launch is to begin runs, and for which nobody will.
 *
 * @param clock the program's time
 * @param purpose whether that clock is rehearsed
 * @param hindrance says what kept launches from beginning runs
 * @param missedRuns writes down which were missed
 */
public record DueRuns(
    Store store, Clock clock, Purpose purpose, Hindrance hindrance, MissedRuns missedRuns) {
  /** A launch that comes so long after a planned time has met it. */
  static final Duration PUNCTUAL_WITHIN = Duration.ofHours(1);

  /** How far {@code catch_up: latest} looks back. */
  static final Duration LATE_WITHIN = Duration.ofHours(24);

  /** How long ago a time that stands alone may have been to be missed. */
  static final Duration MISSED_WITHIN = Duration.ofDays(7);

  /** What kept a launch that came from beginning a run. */
  interface Hindrance {
    /** One that nobody has kept: each launch has said it. */
    Hindrance UNKNOWN = _ -> "as it said then";

    /** The end of a sentence. */
    String at(Instant launch);
  }

  /** Writes down that runs were missed. */
  interface MissedRuns {

    /**
     * Writes it down for all of them, or for none.
     *
     * @param reasons why each was, in order of their planned times
     * @return those that nobody knew of
     */
    List<RunId> write(Map<RunId, String> reasons, Instant now);
  }

  /**
   * What there is to do.
   *
   * @param runs those to begin, in order; none of them has been planned before
   * @param missed those that were found to be missed just now, in order
   * @param next the next planned time, which has not come yet
   * @param passed the latest of times that stand alone, when it has come and no run was begun for
   *     it
   */
  public record Due(
      List<RunId> runs, List<RunId> missed, Optional<Instant> next, Optional<RunId> passed) {
    public Due {
      runs = List.copyOf(runs);
      missed = List.copyOf(missed);
    }
  }

  /**
   * Looks at a campaign. Times that nobody will begin a run for are written down as missed, so that
   * no other launch begins one, and each is told once.
   *
   * @param accountZone where times are read when the campaign names no zone
   */
  public Due of(CampaignId campaign, When when, ZoneId accountZone) {
    var now = clock.instant();
    var planned = PlannedTimes.of(when, accountZone);
    var planning = planned + " " + when.catchUp();
    var before = store.campaigns().find(campaign, purpose);
    var known = known(before, planning, now);
    // Whoever looked after its time was to begin it, or it would have been missed then.
    var lookedAt =
        before
            .filter(found -> planning.equals(found.planning()))
            .map(Known::lookedAt)
            .orElse(Instant.MIN);
    var runs = store.runs().list(campaign);
    var settled =
        runs.stream().filter(run -> !isRehearsedMiss(run)).map(Run::id).collect(Collectors.toSet());
    // What came before the campaign was known is begun once, and never gone back to.
    var back =
        runs.stream()
            .filter(run -> run.purpose() == purpose)
            .map(run -> run.id().plannedAt())
            .max(Instant::compareTo)
            .orElse(Instant.MIN);
    var open =
        planned
            .notBefore(beginning(known, when, now))
            .map(PlannedTime::instant)
            .takeWhile(time -> !time.isAfter(now))
            .map(time -> new RunId(campaign, time))
            .filter(run -> !settled.contains(run))
            .filter(run -> run.plannedAt().isAfter(known.since()) || run.plannedAt().isAfter(back))
            .toList();
    runs.stream()
        .filter(run -> isRehearsedMiss(run) && open.contains(run.id()))
        .forEach(run -> store.states().forgetMissed(run.id()));
    var begin = chosen(open, when.catchUp(), now);
    var reasons = new LinkedHashMap<RunId, String>();
    open.stream()
        .filter(run -> !begin.contains(run) && mayBeMissed(run, when, known, now))
        .forEach(run -> reasons.put(run, reason(when, run, lookedAt, now)));
    var missed = reasons.isEmpty() ? List.<RunId>of() : missedRuns.write(reasons, now);
    store.campaigns().keep(campaign, purpose, known);
    var next = planned.notBefore(now.plusNanos(1)).findFirst().map(PlannedTime::instant);
    return new Due(begin, missed, next, passed(campaign, when, planned, now, begin, runs));
  }

  /**
   * Repeated times that came before the campaign was known were nobody's; one that stands alone is
   * all that the campaign is about.
   */
  private static boolean mayBeMissed(RunId run, When when, Known known, Instant now) {
    return run.plannedAt().isAfter(known.since())
        || (standsAlone(when) && !run.plannedAt().isBefore(now.minus(MISSED_WITHIN)));
  }

  private static boolean standsAlone(When when) {
    return when.planning() instanceof When.AtTimes;
  }

  private static Optional<RunId> passed(
      CampaignId campaign,
      When when,
      PlannedTimes planned,
      Instant now,
      List<RunId> begin,
      List<Run> runs) {
    if (!standsAlone(when)) {
      return Optional.empty();
    }
    return planned
        .notBefore(Instant.EPOCH)
        .map(PlannedTime::instant)
        .takeWhile(time -> !time.isAfter(now))
        .reduce((_, later) -> later)
        .map(time -> new RunId(campaign, time))
        .filter(run -> !begin.contains(run))
        .filter(run ->
            runs.stream()
                .noneMatch(each -> each.id().equals(run) && each.status() != RunStatus.MISSED));
  }

  /** What a rehearsed clock has passed by may still come. */
  private boolean isRehearsedMiss(Run run) {
    return purpose == Purpose.REAL && run.status() == RunStatus.MISSED && run.isRehearsal();
  }

  /**
   * Takes note that a campaign is stopped: what comes until it is published again is not missed.
   */
  public void pause(CampaignId campaign) {
    store
        .campaigns()
        .find(campaign, purpose)
        .ifPresent(known ->
            store
                .campaigns()
                .keep(campaign, purpose, new Known(null, known.since(), false, clock.instant())));
  }

  /** What is known of a campaign with these planned times, which may be others than before. */
  private static Known known(Optional<Known> before, String planning, Instant now) {
    if (before.isEmpty()) {
      return new Known(planning, now, true, now);
    }
    var known = before.get();
    return planning.equals(known.planning())
        ? new Known(planning, known.since(), known.sinceEver(), now)
        : new Known(planning, known.lookedAt(), false, now);
  }

  /** From when on times are looked at; the rehearsed clock may have been set back. */
  private static Instant beginning(Known known, When when, Instant now) {
    var since = known.since().plusNanos(1);
    if (!known.sinceEver()) {
      return since;
    }
    var first = since.isBefore(now) ? since : now;
    return switch (when.catchUp()) {
      case ALL -> Instant.EPOCH;
      case LATEST, NONE ->
          standsAlone(when)
              ? earlier(first.minus(LATE_WITHIN), now.minus(MISSED_WITHIN))
              : first.minus(LATE_WITHIN);
    };
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static List<RunId> chosen(List<RunId> open, When.CatchUp catchUp, Instant now) {
    return switch (catchUp) {
      case ALL -> open;
      case LATEST -> latest(open, now.minus(LATE_WITHIN));
      case NONE -> latest(open, now.minus(PUNCTUAL_WITHIN));
    };
  }

  private static List<RunId> latest(List<RunId> open, Instant earliest) {
    return open.isEmpty() || open.getLast().plannedAt().isBefore(earliest)
        ? List.of()
        : List.of(open.getLast());
  }

  private String reason(When when, RunId run, Instant lookedAt, Instant now) {
    var patience = when.catchUp() == When.CatchUp.NONE ? PUNCTUAL_WITHIN : LATE_WITHIN;
    var until =
        run.plannedAt().isBefore(now.minus(patience))
            ? "within %d h of it".formatted(patience.toHours())
            : "before the next planned time had come, too";
    return "%s %s (catch_up: %s)"
        .formatted(
            run.plannedAt().isAfter(lookedAt)
                // Of a draft nothing is written down: launches may have come, and left it.
                ? "no launch came that found it published"
                : "no launch that came could begin it, %s,".formatted(hindrance.at(lookedAt)),
            until,
            when.catchUp().name().toLowerCase(Locale.ROOT));
  }
}
