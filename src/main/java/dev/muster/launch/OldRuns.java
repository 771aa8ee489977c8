package dev.muster.launch;

import dev.muster.campaign.Campaign;
import dev.muster.run.LivePruning;
import dev.muster.run.StopSignal;
import dev.muster.store.Purpose;
import java.time.Clock;
import java.time.Duration;

/**
 * What launches of live campaigns do with runs that ended long ago: these are pruned, a thousand at
 * most at each launch, so that a campaign that runs for years leaves a small database.
 *
 * @param keep how long ago they have ended
 * @param purpose whose launches they are; a rehearsed clock must not age what is real
 * @param clock the program's
 */
public record OldRuns(
    LivePruning pruning, Duration keep, Purpose purpose, StopSignal stop, Clock clock) {
  private static final int AT_MOST = 1000;

  /** Prunes those of a campaign. */
  void prune(Campaign campaign) {
    if (!stop.given()) {
      pruning.ofLaunch(campaign, purpose, clock.instant().minus(keep), AT_MOST);
    }
  }
}
