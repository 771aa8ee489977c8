package dev.muster.run;

import dev.muster.audience.AudienceOptions;
import dev.muster.audience.ListSource;
import dev.muster.campaign.What;
import dev.muster.source.Product;
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
      Product product, Run run, What what, boolean withConstants) {
    return new AudienceOptions(
        product,
        run.asOf(),
        run.accountZone(),
        what.userId(),
        what.anonymousId(),
        withConstants,
        new ListSource(run.key()));
  }
}
