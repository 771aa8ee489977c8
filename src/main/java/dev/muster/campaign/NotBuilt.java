package dev.muster.campaign;

import java.util.ArrayList;
import java.util.List;

/** Keys that are read and checked, but whose behaviour the job does not have yet. */
public final class NotBuilt {
  private NotBuilt() {}

  /** The keys in use, in full, whose behaviour is not built; empty when the campaign can be run. */
  public static List<String> of(Campaign campaign) {
    var keys = new ArrayList<String>();
    var who = campaign.who();
    switch (who.selection()) {
      case Who.PastBehaviour past -> {}
      case Who.Live live -> keys.add("who.live");
    }
    if (who.cap() instanceof Cap.OnlyPerDay) {
      keys.add("who.cap.only_per_day");
    }
    return List.copyOf(keys);
  }
}
