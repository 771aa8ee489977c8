package dev.muster.cli;

import dev.muster.campaign.RunId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a launch is asked for.
 *
 * @param planned the planned time that was given, or null
 * @param overrideReason why a safety limit may be passed, or null
 */
record LaunchRequest(@Nullable Instant planned, @Nullable String overrideReason) {

  /** The reason, if it is for this run: the one whose time was given, or any when none was. */
  @Nullable String overrideReasonOf(RunId run) {
    return planned == null || run.equals(new RunId(run.campaign(), planned))
        ? overrideReason
        : null;
  }
}
