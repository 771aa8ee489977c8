package dev.muster.run;

import dev.muster.campaign.Again;
import dev.muster.store.Store;
import java.time.Instant;

/** {@code again}: keeps pending members back whom other runs of the campaign reached lately. */
record RepeatGate(Work work, Store store) {

  void close() {
    switch (work.campaign().who().again()) {
      case Again.Always _ -> {}
      case Again.Never _ -> dropReached(Instant.EPOCH);
      case Again.After after -> dropReached(work.run().id().plannedAt().minus(after.pause()));
    }
  }

  private void dropReached(Instant after) {
    store.members().dropReached(work.run().key(), work.campaign().id(), after);
  }
}
