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
   * The same within the transaction that has planned the run: others do not see its lists yet, so
   * that they go along with each question.
   */
  static AudienceOptions withinPlanning(
      SourceDatabase source, Definitions definitions, Run run, What what) {
    return new AudienceOptions(
        source.product(),
        run.asOf(),
        run.accountZone(),
        what.userId(),
        what.anonymousId(),
        false,
        goingAlong(definitions, run));
  }

  private static ListSource goingAlong(Definitions definitions, Run run) {
    return new ListSource.GoingAlong((path, only) -> definitions.ids(run.key(), path, only));
  }

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
        source.apart() == null ? beside(definitions, run) : goingAlong(definitions, run));
  }

  private static ListSource beside(Definitions definitions, Run run) {
    var shared = definitions.lists().of(run.key());
    return shared.isEmpty() ? new ListSource.Beside(run.key()) : new ListSource.Shared(shared);
  }
}
