package dev.muster.goal;

import dev.muster.audience.Conversions;
import dev.muster.campaign.Goal;
import dev.muster.campaign.Interval;
import dev.muster.store.LiveSides.Facts;
import dev.muster.store.LiveSides.Row;
import dev.muster.store.LiveSides.Span;
import dev.muster.store.Purpose;
import dev.muster.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Measures the goal of a live campaign over all of its runs: each of their members is a trigger,
 * and one run has too few of them to tell anything. Users count once, on the side on which their
 * triggers were compared; they have converted when they did so in the time of any of these, and an
 * event in the times of several counts once for value.
 */
record LiveMeasuring(Measuring measuring) {

  /** What its runs came to. */
  Pooled of(LivePlan plan) {
    var facts = store().live().sides().facts(plan.of(), plan.periods());
    var span = store().live().sides().span(plan.of(), plan.periods());
    var tally = new PooledTally();
    if (span != null && !span.first().isAfter(now())) {
      count(plan, span, tally);
    }
    return pooled(plan, facts, span, tally);
  }

  private void count(LivePlan plan, Span span, PooledTally tally) {
    var goal = plan.goal();
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
            span.triggers() <= Pass.MOST_NAMED ? named(plan) : null);
    try (var cursor = events.open()) {
      var merge = new UserMerge(new EventsInOrder(cursor), tally);
      sides.each(plan.of(), plan.periods(), row -> add(row, goal, merge));
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

  private List<String> named(LivePlan plan) {
    var ids = new ArrayList<String>();
    store()
        .live()
        .sides()
        .each(
            plan.of(),
            plan.periods(),
            row -> {
              var id = row.user().value();
              if (ids.isEmpty() || !ids.getLast().equals(id)) {
                ids.add(id);
              }
            });
    return ids;
  }

  /** Of a campaign that has not ended, others will be sent to. */
  private Pooled pooled(LivePlan plan, Facts facts, @Nullable Span span, PooledTally tally) {
    var closesAt = span == null ? null : span.last().plus(plan.goal().within().exact());
    var complete =
        plan.met().ended() != null
            && facts.open() == 0
            && (closesAt == null || !closesAt.isAfter(now()));
    return new Pooled(
        facts.runs(),
        tally.sides(plan.goal().value() != null, facts.hasControl()),
        facts.held() - facts.compared(),
        tally.both(),
        facts.pruned() + plan.gone(),
        complete,
        new Pooled.OfLive(
            ShownGoal.of(plan.goal()),
            new Timing(now(), closesAt, complete, Duration.ZERO),
            plan.of().purpose() == Purpose.REHEARSAL));
  }

  private Store store() {
    return measuring.store();
  }

  private Instant now() {
    return measuring.now();
  }
}
