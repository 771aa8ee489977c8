package dev.muster.run;

import dev.muster.campaign.Who;
import dev.muster.schedule.AgainRule;
import dev.muster.store.Run;
import dev.muster.store.Store;

/**
 * Finds out whom of the control group the reached users of a run will be compared with: who would
 * have come as far as the cap, as the contract's "Goal" has it. Their verdict stays. The cap itself
 * is not asked, as it is by lot; nor who has an id in common with somebody else, as whoever has
 * none. It is found out whether there is a goal or not: a later file may have one.
 */
public record ControlComparison(Store store, Run run, Who who, Account account) {

  /** Does so, after whoever is suppressed is known. */
  public void close() {
    store
        .compared()
        .find(
            run,
            new AgainRule(who.again(), run.accountZone()),
            who.limitPerUser() ? account.frequencyCap() : null);
  }
}
