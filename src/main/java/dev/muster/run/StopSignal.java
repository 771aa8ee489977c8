package dev.muster.run;

/** A request to the process to end at the next checkpoint, from another thread. */
public final class StopSignal {
  private volatile boolean given;
  private volatile Runnable alsoStop = () -> {};

  /** Asks for the end. It cannot be taken back. */
  public void give() {
    given = true;
    alsoStop.run();
  }

  /** What is to be done once the end is asked for; at once, if it was already. */
  void alsoStop(Runnable action) {
    alsoStop = action;
    if (given) {
      action.run();
    }
  }

  /** Whether the end was asked for. */
  public boolean given() {
    return given;
  }
}
