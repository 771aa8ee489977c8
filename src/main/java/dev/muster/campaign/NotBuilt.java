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
    var when = campaign.when();
    switch (who.selection()) {
      case Who.PastBehaviour past -> {}
      case Who.Live live -> keys.add("who.live");
    }
    if (who.expect() != null) {
      keys.add("who.expect");
    }
    if (who.cap() instanceof Cap.OnlyPerDay) {
      keys.add("who.cap.only_per_day");
    }
    switch (when.planning()) {
      case When.AtLaunch atLaunch -> {}
      case When.AtTimes atTimes -> keys.add("when.at");
      case When.Repeat repeat -> {
        keys.add("when.from");
        keys.add("when.repeat");
        if (repeat.until() != null) {
          keys.add("when.until");
        }
      }
      case When.Live live -> {
        if (live.from() != null) {
          keys.add("when.from");
        }
        if (live.until() != null) {
          keys.add("when.until");
        }
        if (live.delay().isPositive()) {
          keys.add("when.delay");
        }
      }
    }
    if (when.catchUp() != When.CatchUp.LATEST) {
      keys.add("when.catch_up");
    }
    if (when.userTimezone() != null) {
      keys.add("when.user_timezone");
    }
    if (when.doNotDisturb() != null) {
      keys.add("when.do_not_disturb");
    }
    if (when.cutOff() != null) {
      keys.add("when.cut_off");
    }
    if (campaign.goal() != null) {
      keys.add("goal");
    }
    return List.copyOf(keys);
  }
}
