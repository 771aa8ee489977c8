package dev.muster.cli;

import dev.muster.campaign.CampaignId;
import dev.muster.campaign.file.YamlName;
import dev.muster.store.Occasion;
import dev.muster.store.Run;
import dev.muster.store.RunStatus;
import dev.muster.store.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The runs of a campaign that a launch goes on with before it begins a new one. */
record UnfinishedRuns(Store store, Occasion occasion) {

  /**
   * Those that failed, stopped, wait, or whose worker died; and the campaign's latest, if it was
   * refused and the launch says why it may run. An older one that was refused is history.
   */
  List<Run> of(CampaignId campaign, LaunchRequest request) {
    var unfinished =
        new ArrayList<>(
            store.runs().list(campaign).stream().filter(UnfinishedRuns::unfinished).toList());
    if (request.overridesLatest()) {
      latest(campaign).filter(UnfinishedRuns::refused).ifPresent(unfinished::add);
    }
    return unfinished;
  }

  /** Why there is nothing that a limit could be lifted for. */
  Optional<String> objection(CampaignId campaign, LaunchRequest request) {
    var latest = latest(campaign);
    return !request.overridesLatest() || latest.filter(UnfinishedRuns::refused).isPresent()
        ? Optional.empty()
        : Optional.of(
            "--override: expected a refused run to take up, found %s; nothing was begun; with --planned it is for that time's run"
                .formatted(
                    latest
                        .map(run -> "the campaign's latest, %s, %s".formatted(run.id(), found(run)))
                        .orElse("no run of the campaign")));
  }

  private static String found(Run run) {
    return run.overrideReason() != null && run.status().unfinished()
        ? run.status().key() + ", which has its reason already: launch again without --override"
        : run.status().key();
  }

  /** A rehearsal is the latest for other rehearsals alone. */
  private Optional<Run> latest(CampaignId campaign) {
    return store.runs().list(campaign).stream()
        .filter(run -> run.status() != RunStatus.MISSED)
        .filter(run -> occasion == Occasion.REHEARSAL || !run.isRehearsal())
        .reduce((_, later) -> later);
  }

  private static boolean refused(Run run) {
    return run.status() == RunStatus.REFUSED;
  }

  private static boolean unfinished(Run run) {
    return run.status().unfinished();
  }

  /**
   * A line for each run that is left until the campaign's file is right, and published: how it goes
   * on is kept with it, but whether it may is said in the file.
   */
  List<String> leftBy(CampaignPaths.File file) {
    return campaign(file.path()).stream()
        .flatMap(campaign -> store.runs().list(campaign).stream())
        .filter(UnfinishedRuns::unfinished)
        .map(run ->
            "%s: is unfinished (%s) and is left until its campaign's file is right, and published;"
                    .formatted(run.id(), status(run))
                + " it then goes on as it was planned")
        .toList();
  }

  /** A line for each run whose campaign has no file among those that are launched. */
  List<String> leftOut(List<CampaignPaths.File> files) {
    var launched =
        files.stream().flatMap(file -> campaign(file.path()).stream()).collect(Collectors.toSet());
    return store.runs().list(null).stream()
        .filter(UnfinishedRuns::unfinished)
        .filter(run -> !launched.contains(run.id().campaign()))
        .map(run ->
            ("%s: is unfinished (%s), and its campaign has no file here; 'muster restart' goes on"
                    + " with it, 'muster abandon' ends it")
                .formatted(run.id(), status(run)))
        .toList();
  }

  private String status(Run run) {
    return store.workers().goneSince(run).isPresent() ? "its worker is gone" : run.status().key();
  }

  private static Optional<CampaignId> campaign(Path file) {
    var name = YamlName.stem(file);
    return CampaignId.isValid(name) ? Optional.of(new CampaignId(name)) : Optional.empty();
  }
}
