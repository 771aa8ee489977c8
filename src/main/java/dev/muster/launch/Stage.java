package dev.muster.launch;

import dev.muster.store.Purpose;
import dev.muster.store.Run;

/**
 * Whether a launch is meant, and where its messages go.
 *
 * @param receiverIsLocal whether the receiver is on this machine
 */
public record Stage(Purpose purpose, boolean receiverIsLocal) {

  /** Whether a run is to be left alone: what was rehearsed is not sent out into the world. */
  boolean leaves(Run run) {
    return run.isRehearsal() && !receiverIsLocal;
  }
}
