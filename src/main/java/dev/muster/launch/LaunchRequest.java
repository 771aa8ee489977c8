package dev.muster.launch;

import dev.muster.campaign.RunId;
import dev.muster.run.Consent;
import java.time.Instant;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a launch is asked for.
 *
 * @param planned the planned time that was given, or null
 * @param scheduled the time that a CronJob was to start the launch at, or null
 * @param consent what the operator allows
 * @param confirmed whether a repetition, which is perhaps not meant, is
 */
public record LaunchRequest(
    @Nullable Instant planned,
    @Nullable Instant scheduled,
    Consent consent,
    Predicate<RepeatedLaunch> confirmed) {

  /** A request that asks nobody back. */
  public LaunchRequest(@Nullable Instant planned, @Nullable Instant scheduled, Consent consent) {
    this(planned, scheduled, consent, _ -> true);
  }

  /**
   * The consent, if it is for this run: the one whose time was given, or any when none was. A limit
   * is not lifted beforehand, though, but where a time was given.
   *
   * @param refused whether the run was refused, and waits for the consent
   */
  Consent consentFor(RunId run, boolean refused) {
    if (planned == null) {
      return refused
          ? consent
          : new Consent(null, consent.duplicates(), consent.missed(), consent.sourceMoved());
    }
    return run.equals(new RunId(run.campaign(), planned))
        ? consent
        : Consent.NONE.withSourceMoved(consent.sourceMoved());
  }

  /** Whether a refused run is to be taken up, the latest of its campaign. */
  boolean overridesLatest() {
    return planned == null && consent.overrideReason() != null;
  }
}
