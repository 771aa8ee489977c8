package dev.muster.run;

import dev.muster.campaign.RunId;
import dev.muster.segmentapi.Halt;
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
   * @param reason in one line, with the remedy
   * @param halt why
   */
  record Failed(RunId run, String reason, Halt halt) implements RunEnd {
    Failed(RunId run, Halt halt) {
      this(run, halt.inFull(), halt);
    }

    /** Whether something must be changed first. */
    public boolean needsRemedy() {
      return switch (halt) {
        case Halt.NeedsRemedy _, Halt.SomebodyElse _ -> true;
        case Halt.Passing _, Halt.Stopped _ -> false;
      };
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
