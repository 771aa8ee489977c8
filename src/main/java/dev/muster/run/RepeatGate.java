package dev.muster.run;

import dev.muster.campaign.Again;
import dev.muster.schedule.AgainRule;
import dev.muster.store.Run;
import dev.muster.store.Store;

/** {@code again}: keeps pending members back whom other runs of the campaign reached lately. */
public record RepeatGate(Store store, Run run, Again again) {

  /** Closes it, also when some are pending who were not when it was closed before. */
  public void close() {
    var rule = new AgainRule(again, run.accountZone());
    if (!rule.always()) {
      store.members().dropReached(run, rule);
    }
  }
}
