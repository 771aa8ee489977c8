package dev.muster.look;

import dev.muster.campaign.CampaignId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * How many users a campaign would have found at its planned times, by the data of now.
 *
 * @param from the first day whose planned times are looked at
 * @param until the last
 * @param endedEarly whether the end was asked for before all of them were
 * @param runs in order of their times
 */
public record Backtest(
    CampaignId campaign, LocalDate from, LocalDate until, boolean endedEarly, List<Count> runs) {
  public Backtest {
    runs = List.copyOf(runs);
  }

  /**
   * Of one planned time.
   *
   * @param qualified how many users the audience's query finds
   * @param reachable how many different ids the Segment API would know them by, without those who
   *     have opted out under another profile
   */
  public record Count(Instant plannedAt, long qualified, long reachable) {}

  /** How much the numbers of qualified users differ; nothing without a run. */
  public Optional<Spread> spread() {
    return runs.isEmpty()
        ? Optional.empty()
        : Optional.of(Spread.of(runs.stream().map(Count::qualified).toList()));
  }
}
