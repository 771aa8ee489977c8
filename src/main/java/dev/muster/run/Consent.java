package dev.muster.run;

import org.jspecify.annotations.Nullable;

/**
 * What an operator allows beyond the usual.
 *
 * @param overrideReason why a run may pass its safety limit, or null
 * @param duplicates whether users may be sent to again of whom nobody knows whether they were,
 *     although the Segment API knows a message for 24 hours only
 * @param missed whether a run that no launch came in time for may be run now
 */
public record Consent(@Nullable String overrideReason, boolean duplicates, boolean missed) {
  /** Nothing. */
  public static final Consent NONE = new Consent(null, false, false);
}
