package dev.muster.run;

import dev.muster.store.Run;
import dev.muster.store.Store;

/** How far runs have come; only reads. */
public record Milestones(Store store, JobRecord record) {

  /** Whether the audience is complete, and its members were held against each other. */
  public boolean settled(Run run) {
    return switch (run.status()) {
      // Of one that was refused, everybody who qualified is known, and ended so.
      case COMPLETED, WAITING, REFUSED -> true;
      // All gates before delivery are behind the run's members.
      case RUNNING, STOPPED, FAILED, ABANDONED, MISSED ->
          // Of no members, the gates have nothing to tell.
          store.gates().areClosed(run.key()) || record.deliveryBegun(run);
    };
  }
}
