package dev.muster.look;

import dev.muster.audience.AudienceOptions;
import dev.muster.audience.ListSource;
import dev.muster.campaign.Campaign;
import dev.muster.campaign.Condition;
import dev.muster.campaign.RunId;
import dev.muster.campaign.Who;
import dev.muster.campaign.file.CampaignFiles;
import dev.muster.campaign.file.Reading;
import dev.muster.source.SourceDatabase;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A run that is only looked at.
 *
 * @param definition what its campaign's file says
 * @param lists the user ids of the lists that it names
 * @param plannedAt its planned time, which may lie in the future
 * @param moment when it is begun, at its planned time or later
 */
public record Subject(
    Reading.Valid definition, ListSource.Ids lists, Instant plannedAt, Instant moment) {
  /** With the lists that its campaign's file names. */
  public Subject(Reading.Valid definition, CampaignFiles files, Instant plannedAt, Instant moment) {
    this(definition, new FileLists(files), plannedAt, moment);
  }

  public Subject {
    if (moment.isBefore(plannedAt)) {
      throw new IllegalArgumentException("no run begins before its planned time");
    }
  }

  /** Its campaign. */
  public Campaign campaign() {
    return definition.campaign();
  }

  /** Whom it is for; of a live campaign, of whom the events have to be that trigger it. */
  Condition audience() {
    return switch (campaign().who().selection()) {
      case Who.PastBehaviour(var audience) -> audience;
      case Who.Live live -> live.audience() == null ? new Condition.Everyone() : live.audience();
    };
  }

  /** Whether it is of a live campaign: a launch of it at its planned time. */
  public boolean isLive() {
    return campaign().who().isLive();
  }

  /**
   * How its audience is asked for, as of its planned time.
   *
   * @param withConstants whether the values of a constant event property are asked for, too
   */
  AudienceOptions options(SourceDatabase source, ZoneId accountZone, boolean withConstants) {
    return options(source, accountZone, plannedAt, withConstants);
  }

  /** The same as of another instant. */
  AudienceOptions options(
      SourceDatabase source, ZoneId accountZone, Instant asOf, boolean withConstants) {
    var what = campaign().what();
    return new AudienceOptions(
        source.product(),
        asOf,
        accountZone,
        what.userId(),
        what.anonymousId(),
        withConstants,
        new ListSource.GoingAlong(lists));
  }

  /** The run that it stands for, whether there is one or not. */
  public RunId run() {
    return new RunId(campaign().id(), plannedAt);
  }
}
