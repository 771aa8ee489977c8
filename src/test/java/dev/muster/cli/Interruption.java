package dev.muster.cli;

import dev.muster.campaign.RunId;
import dev.muster.run.RunProgress;
import dev.muster.run.StopSignal;

/**
 * Asks a launch to stop as soon as it has come so far with a run.
 *
 * @param stop the launch's
 */
record Interruption(Point at, StopSignal stop) implements RunProgress {

  /** How far it gets. */
  enum Point {
    NEVER,
    BEGUN,
    AUDIENCE_FOUND,
    FIRST_SENT_TO
  }

  @Override
  public void begins(RunId run) {
    reached(Point.BEGUN);
  }

  @Override
  public void qualified(RunId run, long users) {
    reached(Point.AUDIENCE_FOUND);
  }

  @Override
  public void delivers(RunId run, long users) {}

  @Override
  public void delivered(RunId run, long users) {
    reached(Point.FIRST_SENT_TO);
  }

  @Override
  public void ends(RunId run) {}

  private void reached(Point point) {
    if (point == at) {
      stop.give();
    }
  }
}
