package dev.muster.store;

/**
 * A change of a run's state that was written down.
 *
 * @param run as it was before
 */
public record Transition(Run run, RunState to) {

  /** The state that the run left. */
  public RunState from() {
    return run.state();
  }
}
