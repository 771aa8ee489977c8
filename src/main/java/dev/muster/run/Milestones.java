package dev.muster.run;

import dev.muster.store.Run;

/** How far runs have come, as Spring Batch has written it down; only reads. */
public record Milestones(BatchInfrastructure batch) {

  /** Whether an execution has begun to send: all gates before that are behind the run's members. */
  public boolean deliveryBegun(Run run) {
    return new Recovery(batch.repository()).deliveryBegun(run);
  }
}
