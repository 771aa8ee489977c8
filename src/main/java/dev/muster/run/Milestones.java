package dev.muster.run;

import dev.muster.store.Run;

/** How far runs have come, as the job has written it down; only reads. */
public record Milestones(JobRecord record) {

  /** Whether the audience is complete, and its members were held against each other. */
  public boolean settled(Run run) {
    return switch (run.status()) {
      case COMPLETED, WAITING, REFUSED -> true;
      // All gates before delivery are behind the run's members.
      case RUNNING, STOPPED, FAILED, ABANDONED, MISSED -> record.deliveryBegun(run);
    };
  }
}
