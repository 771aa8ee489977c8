package dev.muster.goal;

import dev.muster.store.KeptGoals;
import dev.muster.store.Run;
import dev.muster.store.RunStatus;
import dev.muster.store.Store;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What goals came to, kept for runs that are pruned. */
record KeptFigures(Store store) {

  /** Keeps what a run came to. */
  void keep(Plan plan, MeasuredRun measured) {
    var control = measured.sides().control();
    store
        .goals()
        .keep(
            plan.run().key(),
            new KeptGoals.Kept(
                measured.goal().toKeep(),
                measured.timing().measuredAt(),
                measured.timing().closesAt(),
                measured.timing().delay(),
                plan.group().perMille(),
                toKeep(measured.sides().reached()),
                control == null ? null : toKeep(control)));
  }

  private static KeptGoals.Side toKeep(Side side) {
    var value = side.value();
    return new KeptGoals.Side(
        side.users(),
        side.converted(),
        value == null ? null : value.sum(),
        value == null ? null : value.users(),
        value == null ? null : value.variance());
  }

  /** What was kept of a run that was pruned, if anything was. */
  Optional<MeasuredRun> of(Run run) {
    return store.goals().of(run.key()).map(kept -> measured(run, kept));
  }

  private MeasuredRun measured(Run run, KeptGoals.Kept kept) {
    var facts = ControlFacts.of(store, run, Optional.empty());
    return new MeasuredRun(
        run.id(),
        run.isRehearsal(),
        ShownGoal.of(kept.goal()),
        new Timing(
            kept.measuredAt(), kept.closesAt(), run.status() == RunStatus.COMPLETED, kept.delay()),
        true,
        new Sides(side(kept.reached()), kept.control() == null ? null : side(kept.control())),
        facts.notCompared(),
        new Warnings(store)
            .of(run, kept.perMille(), kept.perMille() != null && kept.control() == null));
  }

  private static Side side(KeptGoals.Side kept) {
    return new Side(kept.users(), kept.converted(), value(kept));
  }

  private static Side.@Nullable Value value(KeptGoals.Side kept) {
    return kept.value() == null || kept.withValue() == null || kept.variance() == null
        ? null
        : new Side.Value(kept.value(), kept.withValue(), kept.variance());
  }
}
