package dev.muster.goal;

import org.jspecify.annotations.Nullable;

/**
 * The two sides of a comparison.
 *
 * @param control of the control group those who would have come as far as the cap, or null where
 *     nobody is compared with
 */
public record Sides(Side reached, @Nullable Side control) {

  /** How much more the reached users did, or null where there is nobody to compare them with. */
  public @Nullable Lift lift() {
    return control == null ? null : Lift.of(reached, control);
  }
}
