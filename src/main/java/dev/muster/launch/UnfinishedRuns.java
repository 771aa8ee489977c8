package dev.muster.launch;

import dev.muster.campaign.CampaignId;
import dev.muster.campaign.file.YamlName;
import dev.muster.run.Approving;
import dev.muster.store.Purpose;
import dev.muster.store.Run;
import dev.muster.store.RunStatus;
import dev.muster.store.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The runs of a campaign that a launch goes on with before it begins a new one. */
record UnfinishedRuns(Store store, Approving approving, Purpose purpose) {

  /**
   * Those that failed, stopped, wait, or whose worker died; and the campaign's latest, if it was
   * refused and the launch says why it may run, or it was refused for want of an approval and has
   * one now. An older one that was refused is history.
   */
  List<Run> of(CampaignId campaign, LaunchRequest request) {
    var unfinished = new ArrayList<>(store.runs().unfinished(campaign));
    latest(campaign)
        .filter(UnfinishedRuns::refused)
        .filter(run -> request.overridesLatest() || approving.judgesAnew(run))
        .ifPresent(unfinished::add);
    return unfinished;
  }

  /** Whether there is nothing that a limit could be lifted for. */
  Optional<Answer> objection(LaunchedFile file, CampaignId campaign, LaunchRequest request) {
    if (!request.overridesLatest()) {
      return Optional.empty();
    }
    var latest = latest(campaign);
    return latest.filter(UnfinishedRuns::refused).isPresent()
        ? Optional.empty()
        : Optional.of(new Answer.NothingRefused(file, latest));
  }

  /** A rehearsal is the latest for other rehearsals alone. */
  private Optional<Run> latest(CampaignId campaign) {
    return store.runs().latest(campaign, purpose);
  }

  static boolean refused(Run run) {
    return run.status() == RunStatus.REFUSED;
  }

  /**
   * The runs that are left until the campaign's file is right, and published: how one goes on is
   * kept with it, but whether it may is said in the file.
   *
   * @param why nothing is done of the file
   */
  List<Answer> leftBy(LaunchedFile file, Answer why) {
    return campaign(file.path()).stream()
        .flatMap(campaign -> store.runs().unfinished(campaign).stream())
        .<Answer>map(run -> new Answer.Left(run.id(), run.status(), isWorkerGone(run), why))
        .toList();
  }

  /** The runs whose campaign has no file among those that are launched. */
  List<Answer> leftOut(List<LaunchedFile> files) {
    var launched =
        files.stream().flatMap(file -> campaign(file.path()).stream()).collect(Collectors.toSet());
    return store.runs().unfinished(null).stream()
        .filter(run -> !launched.contains(run.id().campaign()))
        .<Answer>map(run -> new Answer.LeftOut(run.id(), run.status(), isWorkerGone(run)))
        .toList();
  }

  private boolean isWorkerGone(Run run) {
    return store.workers().goneSince(run).isPresent();
  }

  static Optional<CampaignId> campaign(Path file) {
    var name = YamlName.stem(file);
    return CampaignId.isValid(name) ? Optional.of(new CampaignId(name)) : Optional.empty();
  }
}
