package dev.muster.run;

import org.jspecify.annotations.Nullable;

/**
 * What an operator allows beyond the usual.
 *
 * @param overrideReason why a run may pass its guards, or null
 * @param duplicates whether users may be sent to again of whom nobody knows whether they were,
 *     although the Segment API knows a message for 24 hours only
 * @param missed whether a run that no launch came in time for may be run now
 * @param sourceMoved whether the source that is elsewhere than it was has the same data
 */
public record Consent(
    @Nullable String overrideReason, boolean duplicates, boolean missed, boolean sourceMoved) {
  /** Nothing. */
  public static final Consent NONE = new Consent(null, false, false);

  /** One that says nothing of the source. */
  public Consent(@Nullable String overrideReason, boolean duplicates, boolean missed) {
    this(overrideReason, duplicates, missed, false);
  }

  /** The same without an override. */
  Consent withoutOverride() {
    return new Consent(null, duplicates, missed, sourceMoved);
  }

  /** The same, or more, where a run's source is elsewhere than it was. */
  public Consent withSourceMoved(boolean moved) {
    return new Consent(overrideReason, duplicates, missed, sourceMoved || moved);
  }
}
