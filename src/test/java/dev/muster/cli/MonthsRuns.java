package dev.muster.cli;

import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What must become of a campaign's planned times, from the contract alone and the moments at which
 * somebody launched.
 */
record MonthsRuns(MonthsCampaign campaign, List<Tick> ticks) {
  private static final Duration PUNCTUAL = Duration.ofHours(1);
  private static final Duration LATE = Duration.ofHours(24);

  /**
   * A moment at which the folder was launched.
   *
   * @param cutShort whether a launch was asked to stop then, so that some work may have been left
   */
  record Tick(Instant at, boolean cutShort) {}

  /** The runs that there must be, in order. */
  List<RunId> runs() {
    return runs(true);
  }

  /** Those that must be reported missed. */
  List<RunId> missed() {
    return runs(false);
  }

  private List<RunId> runs(boolean wanted) {
    var runs = new ArrayList<RunId>();
    var before = Instant.MIN;
    for (var tick : ticks) {
      var since = before;
      var come =
          campaign.times().stream()
              .filter(time -> time.isAfter(since) && !time.isAfter(tick.at()))
              .toList();
      for (var time : come) {
        if (isRun(time, time.equals(come.getLast()), tick.at()) == wanted) {
          runs.add(new RunId(new CampaignId(campaign.id()), time));
        }
      }
      before = tick.at();
    }
    return runs;
  }

  private boolean isRun(Instant time, boolean latest, Instant now) {
    var late = Duration.between(time, now);
    return switch (campaign.windows().catchUp()) {
      case ALL -> true;
      case LATEST -> latest && late.compareTo(LATE) <= 0;
      case NONE -> latest && late.compareTo(PUNCTUAL) <= 0;
    };
  }
}
