package dev.muster.cli;

import dev.muster.store.Occasion;
import dev.muster.store.Run;
import java.util.Optional;

/**
 * Whether a launch is meant, and where its messages go.
 *
 * @param receiverIsLocal whether the receiver is on this machine
 * @param receiverOption the option that named it, with a blank before it, or nothing
 */
record Stage(Occasion occasion, boolean receiverIsLocal, String receiverOption) {

  /** Why a run is to be left alone: what was rehearsed is not sent out into the world. */
  Optional<String> objection(Run run) {
    return run.isRehearsal() && !receiverIsLocal
        ? Optional.of(
            ("%s: is a rehearsal and is left, since the receiver is not on this machine;"
                    + " '--segment-api sandbox' goes on with it, 'muster abandon' ends it")
                .formatted(run.id()))
        : Optional.empty();
  }
}
