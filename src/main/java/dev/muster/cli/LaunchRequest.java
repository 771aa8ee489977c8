package dev.muster.cli;

import dev.muster.app.Complaint;
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
 * @param confirmation of what is perhaps not meant
 */
record LaunchRequest(
    @Nullable Instant planned,
    @Nullable Instant scheduled,
    Consent consent,
    Confirmation confirmation) {

  /** A request that asks nobody back. */
  LaunchRequest(@Nullable Instant planned, @Nullable Instant scheduled, Consent consent) {
    this(planned, scheduled, consent, new Confirmation.Beforehand());
  }

  /**
   * Refuses a reason without words.
   *
   * @param reason as it was given, or null when it was not
   * @throws Complaint when it is blank
   */
  static void checkReason(String option, @Nullable String reason) {
    if (reason != null && reason.isBlank()) {
      throw Complaint.needsRemedy(option + ": expected the reason in words, found none");
    }
  }

  /**
   * The consent, if it is for this run: the one whose time was given, or any when none was. A limit
   * is not lifted beforehand, though, but where a time was given.
   *
   * @param refused whether the run was refused, and waits for the consent
   */
  Consent consentFor(RunId run, boolean refused) {
    if (planned == null) {
      return refused ? consent : new Consent(null, consent.duplicates(), consent.missed());
    }
    return run.equals(new RunId(run.campaign(), planned)) ? consent : Consent.NONE;
  }

  /** Whether a refused run is to be taken up, the latest of its campaign. */
  boolean overridesLatest() {
    return planned == null && consent.overrideReason() != null;
  }
}
