package dev.muster.web;

import dev.muster.campaign.Campaign;
import dev.muster.store.RunState;
import dev.muster.store.RunStatus;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What no launch has met in time. */
final class Lateness {
  private Lateness() {}

  /**
   * The earliest planned time of a campaign after its latest run, if it has come, and no launch has
   * taken it for none that was missed, as the first one does of what was before. Of a campaign that
   * was never launched nobody knows whether anybody is to launch it.
   *
   * @param newest the campaign's latest run, or null
   */
  static Optional<Instant> planned(
      CampaignShelf campaigns, Campaign campaign, @Nullable RunRow newest, Instant now) {
    return newest == null
        ? Optional.empty()
        : campaigns
            .planned(campaign, later(newest.id().plannedAt(), campaigns.missedAfter(campaign)))
            .findFirst()
            .filter(time -> time.isBefore(now));
  }

  private static Instant later(Instant run, Optional<Instant> missedAfter) {
    return missedAfter.filter(run::isBefore).orElse(run).plusMillis(1);
  }

  /** When users of a waiting run were due, if that has come. */
  static Optional<Instant> opening(RunRow row, Instant now) {
    return row.run().state() instanceof RunState.Waiting waiting && waiting.next().isBefore(now)
        ? Optional.of(waiting.next())
        : Optional.empty();
  }

  /**
   * Whether a run was missed and no later one has made up for it.
   *
   * @param newest the campaign's latest run, or null
   */
  static boolean isMissed(RunRow row, @Nullable RunRow newest) {
    return row.run().status() == RunStatus.MISSED
        && (newest == null
            || newest.run().status() == RunStatus.MISSED
            || !newest.id().plannedAt().isAfter(row.id().plannedAt()));
  }
}
