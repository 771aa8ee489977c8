package dev.muster.goal;

import dev.muster.audience.Conversions;
import dev.muster.campaign.CampaignId;
import dev.muster.campaign.Goal;
import dev.muster.campaign.Interval;
import dev.muster.store.LiveCampaigns.Met;
import dev.muster.store.LiveGoals.Period;
import dev.muster.store.LiveSides.Facts;
import dev.muster.store.LiveSides.Row;
import dev.muster.store.LiveSides.Span;
import dev.muster.store.LiveTriggers.Of;
import dev.muster.store.Purpose;
import dev.muster.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Measures the goal of a live campaign over all of its runs: each of their members is a trigger,
 * and one run has too few of them to tell anything. Users count once, on the side on which their
 * triggers were compared; they have converted when they did so in the time of any of these, and an
 * event in the times of several counts once for value. Rehearsed runs have reached nobody: they are
 * left out where launches in real life have met the campaign.
 */
record LiveMeasuring(Measuring measuring) {

  /** What is measured: which runs, by which goal. */
  private record Asked(Of of, Met met, Goal goal, List<Period> periods) {}

  /**
   * What they came to.
   *
   * @param given the goal for all of them, or null for that of the latest that has one, and those
   *     runs that have the same
   * @return nothing where no launch has met the campaign, and without such a run
   */
  Optional<Pooled> of(CampaignId campaign, @Nullable Goal given) {
    for (var purpose : List.of(Purpose.REAL, Purpose.REHEARSAL)) {
      var of = new Of(campaign, purpose);
      var met = store().live().campaigns().find(campaign, purpose);
      if (met.isPresent()) {
        return asked(of, met.get(), given).flatMap(this::measured);
      }
    }
    return Optional.empty();
  }

  private Optional<Asked> asked(Of of, Met met, @Nullable Goal given) {
    if (given != null) {
      return Optional.of(new Asked(of, met, given, List.of(Period.EVER)));
    }
    var periods = store().live().goals().of(of);
    for (var period : periods.reversed()) {
      if (period.goal() != null) {
        var goal =
            store()
                .live()
                .goals()
                .latestRun(of, period)
                .flatMap(
                    run -> new Plans(store(), measuring.reader()).goal(store().runs().get(run)));
        if (goal.isPresent()) {
          var alike = periods.stream().filter(other -> period.goal().equals(other.goal())).toList();
          return Optional.of(new Asked(of, met, goal.get(), alike));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Pooled> measured(Asked asked) {
    var facts = store().live().sides().facts(asked.of(), asked.periods());
    if (facts.runs() + facts.pruned() == 0) {
      return Optional.empty();
    }
    var span = store().live().sides().span(asked.of(), asked.periods());
    var tally = new PooledTally();
    if (span != null && !span.first().isAfter(now())) {
      count(asked, span, tally);
    }
    return Optional.of(pooled(asked, facts, span, tally));
  }

  private void count(Asked asked, Span span, PooledTally tally) {
    var goal = asked.goal();
    var end = span.last().plus(goal.within().exact());
    var during = new Interval(span.first(), end.isBefore(now()) ? end : now());
    var sides = store().live().sides();
    var events =
        Conversions.of(
            measuring.source().get(),
            goal,
            during,
            now(),
            measuring.accountZone(),
            span.triggers() <= Pass.MOST_NAMED ? named(asked) : null);
    try (var cursor = events.open()) {
      var merge = new UserMerge(new EventsInOrder(cursor), tally);
      sides.each(asked.of(), asked.periods(), row -> add(row, goal, merge));
      merge.end();
    }
  }

  private void add(Row row, Goal goal, UserMerge merge) {
    if (!row.anchor().isAfter(now())) {
      merge.addTogether(
          row.user().value(),
          row.reached(),
          row.anchor(),
          row.anchor().plus(goal.within().exact()));
    }
  }

  private List<String> named(Asked asked) {
    var ids = new ArrayList<String>();
    store()
        .live()
        .sides()
        .each(
            asked.of(),
            asked.periods(),
            row -> {
              var id = row.user().value();
              if (ids.isEmpty() || !ids.getLast().equals(id)) {
                ids.add(id);
              }
            });
    return ids;
  }

  /** Of a campaign that has not ended, others will be sent to. */
  private Pooled pooled(Asked asked, Facts facts, @Nullable Span span, PooledTally tally) {
    var closesAt = span == null ? null : span.last().plus(asked.goal().within().exact());
    var complete =
        asked.met().ended() != null
            && facts.open() == 0
            && (closesAt == null || !closesAt.isAfter(now()));
    return new Pooled(
        facts.runs(),
        tally.sides(asked.goal().value() != null, facts.hasControl()),
        facts.held() - facts.compared(),
        tally.both(),
        facts.pruned(),
        complete,
        new Pooled.OfLive(
            ShownGoal.of(asked.goal()),
            new Timing(now(), closesAt, complete, Duration.ZERO),
            asked.of().purpose() == Purpose.REHEARSAL));
  }

  private Store store() {
    return measuring.store();
  }

  private Instant now() {
    return measuring.now();
  }
}
