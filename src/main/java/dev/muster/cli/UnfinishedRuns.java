package dev.muster.cli;

import dev.muster.campaign.CampaignId;
import dev.muster.store.Run;
import dev.muster.store.RunStatus;
import dev.muster.store.Store;
import java.util.ArrayList;
import java.util.List;

/** The runs of a campaign that a launch goes on with before it begins a new one. */
record UnfinishedRuns(Store store) {

  /**
   * Those that failed, stopped, wait, or whose worker died; and the campaign's latest, if it was
   * refused and the launch says why it may run. An older one that was refused is history.
   */
  List<Run> of(CampaignId campaign, LaunchRequest request) {
    var runs = store.runs().list(campaign);
    var unfinished = new ArrayList<>(runs.stream().filter(UnfinishedRuns::unfinished).toList());
    var allowed = request.planned() == null && request.consent().overrideReason() != null;
    if (allowed) {
      runs.stream()
          .filter(run -> run.status() != RunStatus.MISSED)
          .reduce((_, later) -> later)
          .filter(run -> run.status() == RunStatus.REFUSED)
          .ifPresent(unfinished::add);
    }
    return unfinished;
  }

  private static boolean unfinished(Run run) {
    return run.status().unfinished();
  }

  /**
   * A line for each run that waits until the campaign's file can be read again: how it goes on is
   * kept with it, but whether it may is said in the file.
   */
  List<String> waitingFor(CampaignPaths.File file) {
    var name = String.valueOf(file.path().getFileName()).replaceFirst("\\.ya?ml$", "");
    return CampaignId.isValid(name)
        ? store.runs().list(new CampaignId(name)).stream()
            .filter(UnfinishedRuns::unfinished)
            .map(UnfinishedRuns::waiting)
            .toList()
        : List.of();
  }

  private static String waiting(Run run) {
    return "%s: is unfinished (%s) and is left until its campaign's file is right; it then goes on"
            .formatted(run.id(), run.status().key())
        + " as it was planned";
  }
}
