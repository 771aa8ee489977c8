package dev.muster.run;

import dev.muster.segmentapi.Halt;

/** Ends an execution from within, through Spring Batch, and says nothing of users. */
public final class Halted extends RuntimeException {
  private final Halt halt;

  public Halted(Halt halt) {
    super(halt.inFull());
    this.halt = halt;
  }

  /** Why it goes no further. */
  public Halt halt() {
    return halt;
  }
}
