package dev.muster.run;

import dev.muster.campaign.RunId;

/** Who watches a run. Called from several threads. */
public interface RunProgress {

  /** An execution begins. */
  void begins(RunId run);

  /** The audience has grown to so many users. */
  void qualified(RunId run, long users);

  /** Delivery begins, with so many users still to be sent to. */
  void delivers(RunId run, long users);

  /** So many more users have an end. */
  void delivered(RunId run, long users);

  /** The execution is over. */
  void ends(RunId run);
}
