package dev.muster.goal;

import dev.muster.campaign.CampaignId;
import dev.muster.campaign.Goal;
import dev.muster.campaign.file.CampaignReader;
import dev.muster.source.SourceDatabase;
import dev.muster.store.Purpose;
import dev.muster.store.Run;
import dev.muster.store.RunStatus;
import dev.muster.store.Store;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Measures goals from the events as they are now: nothing is stored, so late events count when it
 * is done again. The time that it takes grows with the users of the runs, memory does not. Tests on
 * dates in a goal are as of {@code now}, as of which all is measured.
 *
 * @param source is asked for when there are events to be read
 * @param reader reads definitions that runs have frozen
 * @param accountZone in which days of tests begin
 * @param now no event then or later is seen, and whose time has not begun is not counted
 */
public record Measuring(
    Store store,
    Supplier<SourceDatabase> source,
    CampaignReader reader,
    ZoneId accountZone,
    Instant now) {
  public Measuring {
    // As the databases keep instants.
    now = now.truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * What the goal of a run came to.
   *
   * @return nothing without a goal, or of one that was pruned before it was measured
   */
  public Optional<MeasuredRun> of(Run run) {
    return run.prunedAt() == null
        ? plan(run, null).map(this::measured)
        : new KeptFigures(store).of(run);
  }

  /** When the last user's time is over in a run; nothing without a goal, and of nobody. */
  Optional<Instant> closesAt(Run run) {
    return plan(run, null).map(Plan::closesAt);
  }

  /** Whether a run has a goal that nobody can measure: only another version can read it. */
  boolean hasUnreadableGoal(Run run) {
    return new Plans(store, reader).hasUnreadableGoal(run);
  }

  /** Measures a run, and keeps what it came to: when it is pruned, nobody can do so any more. */
  void keep(Run run) {
    plan(run, null).ifPresent(plan -> new KeptFigures(store).keep(plan, measured(plan)));
  }

  private Optional<Plan> plan(Run run, @Nullable Goal goal) {
    return run.status() == RunStatus.MISSED
        ? Optional.empty()
        : new Plans(store, reader).of(run, goal);
  }

  private MeasuredRun measured(Plan plan) {
    var tally = new RunTally(plan, false);
    pass().count(List.of(tally), new PooledTally());
    return measured(tally);
  }

  private Pass pass() {
    return new Pass(store, source, accountZone, now);
  }

  private MeasuredRun measured(RunTally tally) {
    var plan = tally.plan();
    var group = plan.group();
    return new MeasuredRun(
        plan.run().id(),
        plan.run().isRehearsal(),
        ShownGoal.of(plan.goal()),
        plan.timing(now),
        false,
        tally.sides(),
        group.notCompared(),
        new Warnings(store).of(plan.run(), group.perMille(), group.isUnknown()));
  }

  /**
   * What the runs of a live campaign came to together; they are not told of one by one.
   *
   * @param goal for all of them, or null for the one that was frozen with the latest
   * @return nothing where no launch has met the campaign, and without a run that has a goal
   * @throws UnreadableGoal when that of the latest cannot be read
   */
  public Optional<Pooled> ofLive(CampaignId campaign, @Nullable Goal goal) {
    return new LivePlans(store).of(campaign, goal).map(new LiveMeasuring(this)::of);
  }

  /**
   * By which goal that is, without asking for a single event.
   *
   * @throws UnreadableGoal when it cannot be read
   */
  public Optional<NamedGoal> goalOfLive(CampaignId campaign) {
    return new LivePlans(store)
        .of(campaign, null)
        .map(plan ->
            new NamedGoal(ShownGoal.of(plan.goal()), plan.of().purpose() == Purpose.REHEARSAL));
  }

  /**
   * What the runs of a campaign came to, and those with the goal of the latest together. Rehearsed
   * runs have reached nobody: they are left out of that, unless there are no others.
   *
   * @param runs all of the campaign, oldest planned time first
   * @param goal for all of them, or null for the one that was frozen with each
   */
  public Measured of(CampaignId campaign, List<Run> runs, @Nullable Goal goal) {
    var kept =
        runs.stream()
            .filter(run -> run.prunedAt() != null)
            .flatMap(run -> new KeptFigures(store).of(run).stream())
            .toList();
    var plans =
        runs.stream()
            .filter(run -> run.prunedAt() == null)
            .flatMap(run -> plan(run, goal).stream())
            .toList();
    var together = PooledPlans.of(plans);
    var pooled = new PooledTally();
    var tallies = new ArrayList<RunTally>();
    for (var alike : PooledPlans.alike(plans)) {
      var ofGoal =
          alike.stream().map(plan -> new RunTally(plan, together.plans().contains(plan))).toList();
      pass().count(ofGoal, pooled);
      tallies.addAll(ofGoal);
    }
    return new Measured(
        campaign,
        now,
        Stream.concat(kept.stream(), tallies.stream().map(this::measured))
            .sorted(Comparator.comparing(run -> run.run().plannedAt()))
            .toList(),
        pooled.pooled(
            together.plans(),
            goal == null ? together.prunedAlike(kept) : PooledPlans.pruned(runs),
            now));
  }
}
