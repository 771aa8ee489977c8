package dev.muster.run;

import dev.muster.campaign.Who;
import dev.muster.store.Run;
import dev.muster.store.Store;

/**
 * The account's frequency cap: keeps pending members back whom other runs have reached too often.
 * Whoever closes it has the account's turn, so that of any number of runs at once each sees the
 * places that the others have taken; for one that is only looked at, nobody need wait.
 */
public record FrequencyGate(Store store, Run run, Who who, Account account) {

  /** Closes it, also when some are pending who were not when it was closed before. */
  public void close() {
    var rule = account.frequencyCap();
    if (rule != null && who.limitPerUser()) {
      store.members().dropFrequent(run, rule);
    }
  }
}
