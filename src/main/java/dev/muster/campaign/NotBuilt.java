package dev.muster.campaign;

import java.util.List;

/** Keys that are read and checked, but whose behaviour is not built yet. */
public final class NotBuilt {
  private NotBuilt() {}

  /** Those in use, in full, that keep a campaign's run from being looked at before there is one. */
  public static List<String> toLookAhead(Campaign campaign) {
    return campaign.who().isLive() ? List.of("who.live") : List.of();
  }
}
