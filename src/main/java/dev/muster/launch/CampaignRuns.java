package dev.muster.launch;

import dev.muster.campaign.Campaign;
import dev.muster.campaign.DefinitionDigest;
import dev.muster.campaign.RunId;
import dev.muster.campaign.file.CampaignFiles;
import dev.muster.campaign.file.CampaignReader;
import dev.muster.campaign.file.Reading;
import dev.muster.check.SourceCheck;
import dev.muster.run.Approving;
import dev.muster.run.Consent;
import dev.muster.run.Endings;
import dev.muster.run.RunEnd;
import dev.muster.run.RunLauncher;
import dev.muster.run.StopSignal;
import dev.muster.run.TakingUp;
import dev.muster.store.Run;
import dev.muster.store.RunStatus;
import dev.muster.store.Store;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides which runs a launch of a campaign file works on, and has them worked on. */
public final class CampaignRuns {
  private static final Logger log = LoggerFactory.getLogger(CampaignRuns.class);

  private final UnfinishedRuns unfinished;
  private final NewRuns newRuns;
  private final LaunchedRuns told;
  private final LiveLaunch live;
  private final OldRuns oldRuns;
  private final Store store;
  private final SourceCheck source;
  private final CampaignReader reader;
  private final RunLauncher launcher;
  private final Approving approving;
  private final StopSignal stop;
  private final Stage stage;
  private final Clock clock;

  /**
   * Those of an account.
   *
   * @param approving says whether runs may be begun
   * @param takingUp takes up what triggers live campaigns
   * @param oldRuns of live campaigns are pruned
   * @param endings writes down which runs were missed
   * @param owners are told what was written down, before anybody else is
   * @param stop is given when the program is asked to end
   * @param progress is told of runs as they come along
   * @param accountZone where times are read when a campaign names no zone
   * @param clock the program's
   */
  public CampaignRuns(
      Store store,
      SourceCheck source,
      CampaignReader reader,
      RunLauncher launcher,
      Approving approving,
      TakingUp takingUp,
      OldRuns oldRuns,
      Endings endings,
      OwnersTold owners,
      StopSignal stop,
      Stage stage,
      LaunchProgress progress,
      ZoneId accountZone,
      Clock clock) {
    this.store = store;
    this.source = source;
    this.unfinished = new UnfinishedRuns(store, approving, stage.purpose());
    this.told = new LaunchedRuns(store, progress, owners);
    this.newRuns =
        new NewRuns(store, endings, owners, approving, accountZone, clock, stage.purpose(), stop);
    this.oldRuns = oldRuns;
    this.live = new LiveLaunch(source, approving, takingUp, stop, clock);
    this.reader = reader;
    this.launcher = launcher;
    this.approving = approving;
    this.stop = stop;
    this.stage = stage;
    this.clock = clock;
  }

  /** Launches one file, and says what became of it and of each of its runs as it happens. */
  public void launch(LaunchedFile file, LaunchRequest request, Consumer<Answer> answers)
      throws InterruptedException {
    var files = CampaignFiles.onDisk(file.path());
    switch (reader.read(files)) {
      case Reading.Invalid invalid -> {
        var answer = new Answer.Invalid(invalid.faults());
        answers.accept(answer);
        unfinished.leftBy(file, answer).forEach(answers);
      }
      case Reading.Valid valid -> {
        var obstacle = obstacle(file, valid.campaign());
        if (obstacle.isPresent()) {
          answers.accept(obstacle.get());
          pause(file, valid);
          unfinished.leftBy(file, obstacle.get()).forEach(answers);
        } else {
          launch(file, valid, files, request, answers);
        }
      }
    }
  }

  /** What comes until it is published again is not made up for. */
  private void pause(LaunchedFile file, Reading.Valid definition) {
    var campaign = definition.campaign();
    if (campaign.who().isLive()) {
      live.pause(campaign);
      oldRuns.prune(campaign);
    } else if (campaign.status() == Campaign.Status.STOPPED) {
      newRuns.pause(file, definition);
    }
  }

  /** Says which unfinished runs none of the launched files is about. */
  public void tellOfLeftOut(List<LaunchedFile> files, Consumer<Answer> answers) {
    unfinished.leftOut(files).forEach(answers);
  }

  /** Takes up an unfinished run; what its campaign's file says now does not matter. */
  public Answer restart(RunId run, Consent consent) throws InterruptedException {
    return isLeftUnfinished(run)
        ? new Answer.RehearsalLeft(run, true)
        : told.of(run, () -> launcher.resume(run, consent));
  }

  /** Sends again what the Segment API rejected of a run. */
  public Answer retryRejected(RunId run, Consent consent) throws InterruptedException {
    return store.runs().find(run).filter(stage::leaves).isPresent()
        ? new Answer.RehearsalLeft(run, true)
        : told.of(run, () -> launcher.retryRejected(run, consent));
  }

  private boolean isLeftUnfinished(RunId run) {
    return store
        .runs()
        .find(run)
        .filter(found -> found.status().unfinished())
        .filter(stage::leaves)
        .isPresent();
  }

  private static Optional<Answer> obstacle(LaunchedFile file, Campaign campaign) {
    return switch (campaign.status()) {
      case DRAFT -> Optional.of(new Answer.Draft(file));
      case STOPPED -> Optional.of(new Answer.Stopped(file));
      case PUBLISHED -> Optional.empty();
    };
  }

  private void launch(
      LaunchedFile file,
      Reading.Valid definition,
      CampaignFiles files,
      LaunchRequest request,
      Consumer<Answer> answers)
      throws InterruptedException {
    var campaign = definition.campaign().id();
    var isLive = definition.campaign().who().isLive();
    if (isLive && request.planned() != null) {
      answers.accept(new Answer.LivePlanned(file));
      return;
    }
    var objection = unfinished.objection(file, campaign, request);
    if (objection.isPresent()) {
      answers.accept(objection.get());
      return;
    }
    var takenUp = new ArrayList<Run>();
    for (var run : unfinished.of(campaign, request)) {
      if (stage.leaves(run)) {
        answers.accept(new Answer.RehearsalLeft(run.id(), false));
      } else {
        takenUp.add(run);
      }
    }
    if (isLive) {
      var now = clock.instant();
      // The clock of the machine that has planned it may be ahead of this one's.
      var waiting =
          takenUp.stream()
              .filter(run -> run.waits(now) || run.id().plannedAt().isAfter(now))
              .toList();
      takenUp.removeAll(waiting);
      answers.accept(
          new Answer.MetLive(
              file,
              waiting.size(),
              waiting.stream()
                  .map(run -> Objects.requireNonNullElse(run.nextWindowAt(), run.id().plannedAt()))
                  .min(Instant::compareTo)
                  .orElse(null)));
    }
    var failed = false;
    for (var run : takenUp) {
      tellOfChanges(run, definition, files);
      var answer = takeUp(run, request);
      failed |= answer instanceof Answer.Launched(RunEnd.Failed _, _, _);
      answers.accept(answer);
    }
    if (isLive) {
      // What comes meanwhile is not lost by that.
      if (!failed) {
        live.launch(
            file,
            definition,
            files,
            run -> told.of(run, () -> launcher.resume(run, request.consentFor(run, false))),
            answers);
      }
      oldRuns.prune(definition.campaign());
      return;
    }
    for (var id : newRuns.of(file, definition, request, takenUp, answers)) {
      if (takenUp.stream().noneMatch(run -> run.id().equals(id))) {
        answers.accept(
            stop.given()
                ? new Answer.NotBegun(id.toString())
                : launch(id, file, definition, files, request));
      }
    }
  }

  private Answer takeUp(Run run, LaunchRequest request) throws InterruptedException {
    if (run.waits(clock.instant())) {
      return told.waits(run);
    }
    return stop.given()
        ? new Answer.NotBegun(run.id().toString())
        : told.of(
            run.id(),
            () ->
                launcher.resume(
                    run.id(), request.consentFor(run.id(), run.status() == RunStatus.REFUSED)));
  }

  private void tellOfChanges(Run run, Reading.Valid definition, CampaignFiles files) {
    if (!store.definitions().texts(run.key()).equals(definition.texts())) {
      log.info(
          "{}: {} has changed since it was planned; it goes on as it was planned",
          run.id(),
          files.name());
    }
  }

  private Answer launch(
      RunId id,
      LaunchedFile file,
      Reading.Valid definition,
      CampaignFiles files,
      LaunchRequest request)
      throws InterruptedException {
    if (store.runs().find(id).filter(run -> run.status() != RunStatus.MISSED).isEmpty()) {
      if (!approving.allows(id.campaign(), DefinitionDigest.of(definition.texts()))) {
        return new Answer.NotApproved(file, id);
      }
      var unfit = source.fault();
      if (unfit.isPresent()) {
        return new Answer.UnfitDatabase(file, unfit.get());
      }
      var faults = source.faultsOfQueries(definition.campaign(), id.plannedAt());
      if (!faults.isEmpty()) {
        return new Answer.UnfitQueries(file, faults);
      }
    }
    if (isLeftUnfinished(id)) {
      return new Answer.RehearsalLeft(id, true);
    }
    try {
      return told.of(
          id, () -> launcher.launch(id, definition, files, request.consentFor(id, false)));
    } catch (UncheckedIOException e) {
      return new Answer.UnreadableList(file, String.valueOf(e.getMessage()));
    }
  }
}
