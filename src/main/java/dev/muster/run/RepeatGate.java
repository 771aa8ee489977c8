package dev.muster.run;

import dev.muster.schedule.AgainRule;
import dev.muster.store.Store;

/** {@code again}: keeps pending members back whom other runs of the campaign reached lately. */
record RepeatGate(Work work, Store store) {

  void close() {
    var rule = new AgainRule(work.campaign().who().again(), work.run().accountZone());
    if (!rule.always()) {
      store.members().dropReached(work.run(), rule);
    }
  }
}
