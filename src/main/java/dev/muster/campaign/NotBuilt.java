package dev.muster.campaign;

import java.util.List;

/** Keys that are read and checked, but whose behaviour the job does not have yet. */
public final class NotBuilt {
  private NotBuilt() {}

  /** The keys in use, in full, whose behaviour is not built; empty when the campaign can be run. */
  public static List<String> of(Campaign campaign) {
    return List.of();
  }
}
