package dev.muster.goal;

import dev.muster.campaign.CampaignId;
import dev.muster.campaign.Goal;
import dev.muster.campaign.file.GoalWords;
import dev.muster.store.LiveCampaigns.Met;
import dev.muster.store.LiveGoals.Period;
import dev.muster.store.LiveTriggers.Of;
import dev.muster.store.Purpose;
import dev.muster.store.Store;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says by which goal a live campaign is to be measured, and which of its runs: those with the goal
 * of the latest that has one, also where all of them were removed. Rehearsed runs have reached
 * nobody: they are left out where others have a goal.
 */
record LivePlans(Store store) {

  /**
   * How a campaign is.
   *
   * @param given the goal for all of its runs, or null for that of the latest
   * @return nothing where no launch has met it, and without such a run
   * @throws UnreadableGoal when nobody knows what the latest is
   */
  Optional<LivePlan> of(CampaignId campaign, @Nullable Goal given) {
    for (var purpose : List.of(Purpose.REAL, Purpose.REHEARSAL)) {
      var of = new Of(campaign, purpose);
      var plan =
          store
              .live()
              .campaigns()
              .find(campaign, purpose)
              .flatMap(met -> given == null ? byLatest(of, met) : byGiven(of, met, given));
      if (plan.isPresent()) {
        return plan;
      }
    }
    return Optional.empty();
  }

  private Optional<LivePlan> byGiven(Of of, Met met, Goal goal) {
    var ever = List.of(Period.EVER);
    var gone = store.live().goneDays().runs(of);
    var known = store.live().sides().facts(of, ever);
    return known.runs() + known.pruned() + gone == 0
        ? Optional.empty()
        : Optional.of(new LivePlan(of, met, goal, ever, gone));
  }

  private Optional<LivePlan> byLatest(Of of, Met met) {
    var periods = store.live().goals().of(of);
    return periods.reversed().stream()
        .filter(period -> period.goal() != null)
        .findFirst()
        .map(latest -> {
          var goal =
              GoalWords.read(String.valueOf(latest.goal()))
                  .orElseThrow(() -> new UnreadableGoal(latest.from()));
          var alike =
              periods.stream().filter(period -> GoalWords.say(period.goal(), goal)).toList();
          return new LivePlan(of, met, goal, alike, alike.stream().mapToLong(Period::gone).sum());
        });
  }
}
