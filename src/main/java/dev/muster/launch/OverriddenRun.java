package dev.muster.launch;

import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import dev.muster.store.Purpose;
import dev.muster.store.Run;
import dev.muster.store.Store;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which run a launch is to let pass its guards.
 *
 * @param run the one of the time that was given, else the campaign's latest, if it was refused
 */
public record OverriddenRun(CampaignId campaign, Optional<RunId> run) {

  /**
   * The one that a file is launched for; nothing where its name is no campaign's.
   *
   * @param planned the planned time that was given, or null
   * @param purpose what the launch plans runs for
   */
  public static Optional<OverriddenRun> of(
      LaunchedFile file, @Nullable Instant planned, Store store, Purpose purpose) {
    return UnfinishedRuns.campaign(file.path())
        .map(campaign ->
            new OverriddenRun(
                campaign,
                planned == null
                    ? store
                        .runs()
                        .latest(campaign, purpose)
                        .filter(UnfinishedRuns::refused)
                        .map(Run::id)
                    : Optional.of(new RunId(campaign, planned))));
  }
}
