package dev.muster.goal;

import dev.muster.audience.Conversions;
import dev.muster.campaign.Interval;
import dev.muster.source.SourceDatabase;
import dev.muster.store.GoalUsers;
import dev.muster.store.Run;
import dev.muster.store.Store;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds the users of runs with the same goal against the events that count for it, both in the same
 * order, so that neither are held in memory: they may lie in two databases.
 *
 * @param now no event then or later is seen, and whose time has not begun is not counted
 */
record Pass(Store store, Supplier<SourceDatabase> source, ZoneId accountZone, Instant now) {
  /** So few users are named to the source, which then need not show the events of others. */
  static final long MOST_NAMED = 10_000;

  /** Counts what the users did. */
  void count(List<RunTally> tallies, PooledTally pooled) {
    var plans = tallies.stream().map(RunTally::plan).toList();
    var during = during(plans);
    if (during.isEmpty()) {
      return;
    }
    var byRun =
        tallies.stream()
            .collect(Collectors.toMap(tally -> tally.plan().run().key(), Function.identity()));
    var runs = plans.stream().map(Plan::run).toList();
    var goal = plans.getFirst().goal();
    var events =
        Conversions.of(source.get(), goal, during.get(), now, accountZone, named(plans, runs));
    try (var cursor = events.open()) {
      var merge = new UserMerge(new EventsInOrder(cursor), pooled);
      store
          .goalUsers()
          .each(runs, row -> add(row, Objects.requireNonNull(byRun.get(row.run())), merge));
      merge.end();
    }
  }

  private void add(GoalUsers.Row row, RunTally tally, UserMerge merge) {
    var anchor = tally.plan().anchor(row);
    if (!anchor.isAfter(now)) {
      merge.add(row.user().value(), tally, row.reached(), anchor, tally.plan().end(anchor));
    }
  }

  /** From the first user's time on, until now at the latest; nothing where nobody's has begun. */
  private Optional<Interval> during(List<Plan> plans) {
    var spans = plans.stream().map(Plan::during).filter(Objects::nonNull).toList();
    return spans.stream()
        .map(Interval::from)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .filter(from -> !from.isAfter(now))
        .map(from ->
            new Interval(
                from,
                spans.stream()
                    .map(Interval::to)
                    .filter(Objects::nonNull)
                    .max(Comparator.naturalOrder())
                    .filter(to -> to.isBefore(now))
                    .orElse(now)));
  }

  private @Nullable List<String> named(List<Plan> plans, List<Run> runs) {
    return plans.stream().mapToLong(Plan::users).sum() <= MOST_NAMED
        ? store.goalUsers().ids(runs)
        : null;
  }
}
