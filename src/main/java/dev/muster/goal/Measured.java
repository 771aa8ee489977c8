package dev.muster.goal;

import dev.muster.campaign.CampaignId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What runs of a campaign have brought about.
 *
 * @param measuredAt no event then or later is in it
 * @param runs oldest planned time first
 * @param pooled them together, or null where one run was asked for
 */
public record Measured(
    CampaignId campaign, Instant measuredAt, List<MeasuredRun> runs, @Nullable Pooled pooled) {
  public Measured {
    runs = List.copyOf(runs);
  }
}
