package dev.muster.goal;

import dev.muster.campaign.Campaign;
import dev.muster.campaign.Goal;
import dev.muster.campaign.file.CampaignReader;
import dev.muster.campaign.file.Heading;
import dev.muster.campaign.file.Reading;
import dev.muster.run.FrozenFiles;
import dev.muster.store.Run;
import dev.muster.store.Store;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says how runs are to be measured.
 *
 * @param reader reads definitions that runs have frozen
 */
record Plans(Store store, CampaignReader reader) {

  /**
   * How a run is, whose users are known.
   *
   * @param given the goal, or null for the one that was frozen with it
   * @return nothing if that has none
   */
  Optional<Plan> of(Run run, @Nullable Goal given) {
    var definition = definition(run);
    var goal = given == null ? definition.map(Campaign::goal) : Optional.of(given);
    return goal.map(by -> {
      var users = store.goalSides();
      var reached = users.reached(run);
      return new Plan(
          run,
          by,
          reached,
          users.compared(run.key()),
          users.delay(run, reached.users()),
          ControlFacts.of(store, run, definition));
    });
  }

  /** Whether a run has a goal in a definition that cannot be read. */
  boolean hasUnreadableGoal(Run run) {
    return definition(run).isEmpty() && Heading.has("goal", FrozenFiles.of(run, store));
  }

  private Optional<Campaign> definition(Run run) {
    return switch (reader.read(FrozenFiles.of(run, store))) {
      case Reading.Valid valid -> Optional.of(valid.campaign());
      // By a version that took other files.
      case Reading.Invalid _ -> Optional.empty();
    };
  }
}
