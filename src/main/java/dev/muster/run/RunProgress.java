package dev.muster.run;

import dev.muster.campaign.RunId;

/** Who watches a run, and looks at some of this. Called from several threads. */
public interface RunProgress {

  /** An execution begins. */
  default void begins(RunId run) {}

  /** The audience has grown to so many users. */
  default void qualified(RunId run, long users) {}

  /** Delivery begins, with so many users still to be sent to. */
  default void delivers(RunId run, long users) {}

  /** So many more users have an end. */
  default void delivered(RunId run, long users) {}

  /** The execution is over. */
  default void ends(RunId run) {}
}
