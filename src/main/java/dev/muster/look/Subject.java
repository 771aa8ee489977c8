package dev.muster.look;

import dev.muster.campaign.Campaign;
import dev.muster.campaign.RunId;
import dev.muster.campaign.file.CampaignFiles;
import dev.muster.campaign.file.Reading;
import java.time.Instant;

/**
 * A run that is only looked at.
 *
 * @param definition what its campaign's file says
 * @param plannedAt its planned time, which may lie in the future
 * @param moment when it is begun, at its planned time or later
 */
public record Subject(
    Reading.Valid definition, CampaignFiles files, Instant plannedAt, Instant moment) {
  public Subject {
    if (moment.isBefore(plannedAt)) {
      throw new IllegalArgumentException("no run begins before its planned time");
    }
  }

  /** Its campaign. */
  public Campaign campaign() {
    return definition.campaign();
  }

  /** The run that it stands for, whether there is one or not. */
  public RunId run() {
    return new RunId(campaign().id(), plannedAt);
  }
}
