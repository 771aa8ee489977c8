package dev.muster.cli;

import dev.muster.campaign.RunId;
import dev.muster.run.Consent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a launch is asked for.
 *
 * @param planned the planned time that was given, or null
 * @param scheduled the time that a CronJob was to start the launch at, or null
 * @param consent what the operator allows
 */
record LaunchRequest(@Nullable Instant planned, @Nullable Instant scheduled, Consent consent) {

  /**
   * Refuses a reason without words.
   *
   * @param reason as it was given, or null when it was not
   * @throws Complaint when it is blank
   */
  static void checkReason(String option, @Nullable String reason) {
    if (reason != null && reason.isBlank()) {
      throw new Complaint(ExitCode.WRONG, option + ": expected the reason in words, found none");
    }
  }

  /** The consent, if it is for this run: the one whose time was given, or any when none was. */
  Consent consentFor(RunId run) {
    return planned == null || run.equals(new RunId(run.campaign(), planned))
        ? consent
        : Consent.NONE;
  }
}
