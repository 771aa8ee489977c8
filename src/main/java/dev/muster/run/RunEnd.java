package dev.muster.run;

import dev.muster.campaign.RunId;
import org.jspecify.annotations.Nullable;

/** What a launch of one run came to. The tables say the rest. */
public sealed interface RunEnd {

  /** Which run. */
  RunId run();

  /** An execution worked on it, or found it finished; its status stands in the tables. */
  record Worked(RunId run) implements RunEnd {}

  /**
   * An execution could not go on.
   *
   * @param needsRemedy whether something must be changed first
   * @param namesCommand whether the reason itself says with which command one goes on, or ends it
   */
  record Failed(RunId run, String reason, boolean needsRemedy, boolean namesCommand)
      implements RunEnd {
    Failed(RunId run, String reason, boolean needsRemedy) {
      this(run, reason, needsRemedy, false);
    }
  }

  /**
   * Something speaks against working on it; nothing was done, and the run is as it was.
   *
   * @param objection what, with the remedy, in one line
   */
  record Objected(RunId run, String objection) implements RunEnd {}

  /**
   * Another worker has it; nothing was done.
   *
   * @param holder who, or null when that is not known
   */
  record Held(RunId run, @Nullable String holder) implements RunEnd {}
}
