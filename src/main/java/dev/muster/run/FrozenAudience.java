package dev.muster.run;

import dev.muster.audience.AudienceOptions;
import dev.muster.audience.ListSource;
import dev.muster.campaign.What;
import dev.muster.source.SourceDatabase;
import dev.muster.store.Definitions;
import dev.muster.store.Run;

/** How a run's audience is asked for: as of its time, from the lists that it has frozen. */
public final class FrozenAudience {

  private FrozenAudience() {}

  /**
   * The options of its query.
   *
   * @param withConstants whether the values of a constant event property are asked for, too
   */
  public static AudienceOptions options(
      SourceDatabase source, Definitions definitions, Run run, What what, boolean withConstants) {
    return new AudienceOptions(
        source.product(),
        run.asOf(),
        run.accountZone(),
        what.userId(),
        what.anonymousId(),
        withConstants,
        source.apart() == null
            ? new ListSource.Beside(run.key())
            : new ListSource.GoingAlong((path, only) -> definitions.ids(run.key(), path, only)));
  }
}
