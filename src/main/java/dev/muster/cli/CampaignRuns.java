package dev.muster.cli;

import dev.muster.campaign.Campaign;
import dev.muster.campaign.NotBuilt;
import dev.muster.campaign.RunId;
import dev.muster.campaign.file.CampaignFiles;
import dev.muster.campaign.file.CampaignReader;
import dev.muster.campaign.file.Fault;
import dev.muster.campaign.file.Reading;
import dev.muster.check.SourceCheck;
import dev.muster.report.RunReport;
import dev.muster.run.Consent;
import dev.muster.run.DueRuns;
import dev.muster.run.RunLauncher;
import dev.muster.run.StopSignal;
import dev.muster.store.Run;
import dev.muster.store.RunStatus;
import dev.muster.store.Store;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides which runs a launch of a campaign file works on, and has them worked on. */
final class CampaignRuns {
  private static final Logger log = LoggerFactory.getLogger(CampaignRuns.class);

  private final UnfinishedRuns unfinished;
  private final NewRuns newRuns;
  private final RunResults told;
  private final Store store;
  private final SourceCheck source;
  private final CampaignReader reader;
  private final RunLauncher launcher;
  private final StopSignal stop;
  private final Stage stage;
  private final Clock clock;

  CampaignRuns(
      Store store,
      SourceCheck source,
      CampaignReader reader,
      RunLauncher launcher,
      StopSignal stop,
      Stage stage,
      Watch watch,
      ZoneId accountZone,
      Clock clock) {
    this.store = store;
    this.source = source;
    this.unfinished = new UnfinishedRuns(store, stage.occasion());
    this.told = new RunResults(store, stage.receiverOption(), watch);
    this.newRuns = new NewRuns(store, accountZone, clock, stage.occasion(), stop);
    this.reader = reader;
    this.launcher = launcher;
    this.stop = stop;
    this.stage = stage;
    this.clock = clock;
  }

  /** Launches one file, and says what became of it and of each of its runs as it happens. */
  void launch(CampaignPaths.File file, LaunchRequest request, Consumer<Result> results)
      throws InterruptedException {
    var files = CampaignFiles.onDisk(file.path());
    switch (reader.read(files)) {
      case Reading.Invalid invalid -> {
        results.accept(Result.faults(lines(invalid.faults())));
        tellOfLeft(file, ExitCode.WRONG, results);
      }
      case Reading.Valid valid -> {
        var obstacle = obstacle(file, valid.campaign());
        if (obstacle == null) {
          launch(file, valid, files, request, results);
        } else {
          results.accept(obstacle);
          if (valid.campaign().status() == Campaign.Status.STOPPED) {
            new DueRuns(store, clock, stage.occasion()).pause(valid.campaign().id());
          }
          tellOfLeft(file, obstacle.exitCode(), results);
        }
      }
    }
  }

  private void tellOfLeft(CampaignPaths.File file, ExitCode exitCode, Consumer<Result> results) {
    unfinished.leftBy(file).forEach(line -> results.accept(Result.of(exitCode, line)));
  }

  /** Says which unfinished runs none of the launched files is about. */
  void tellOfLeftOut(List<CampaignPaths.File> files, Consumer<Result> results) {
    unfinished.leftOut(files).forEach(line -> results.accept(Result.of(ExitCode.DONE, line)));
  }

  /** Takes up an unfinished run; what its campaign's file says now does not matter. */
  Result restart(RunId run, Consent consent) throws InterruptedException {
    return objection(run).isPresent()
        ? Result.of(ExitCode.WRONG, objection(run).get())
        : told.of(run, () -> launcher.resume(run, consent));
  }

  /** Sends again what the Segment API rejected of a run. */
  Result retryRejected(RunId run, Consent consent) throws InterruptedException {
    var objection = store.runs().find(run).flatMap(stage::objection);
    return objection.isPresent()
        ? Result.of(ExitCode.WRONG, objection.get())
        : told.of(run, () -> launcher.retryRejected(run, consent));
  }

  private Optional<String> objection(RunId run) {
    return store
        .runs()
        .find(run)
        .filter(found -> found.status().unfinished())
        .flatMap(stage::objection);
  }

  private static String lines(List<Fault> faults) {
    return faults.stream().map(Fault::toString).collect(Collectors.joining("\n"));
  }

  private static @Nullable Result obstacle(CampaignPaths.File file, Campaign campaign) {
    var missing = NotBuilt.of(campaign);
    return switch (campaign.status()) {
      case DRAFT ->
          Result.of(
              file.named() ? ExitCode.WRONG : ExitCode.DONE,
              file.path() + ": is a draft and is left; set 'status: published' to run it");
      case STOPPED -> Result.of(ExitCode.DONE, file.path() + ": is stopped and is left");
      case PUBLISHED ->
          missing.isEmpty()
              ? null
              : Result.of(
                  ExitCode.WRONG,
                  "%s: not built yet: %s; nothing was sent"
                      .formatted(file.path(), String.join(", ", missing)));
    };
  }

  private void launch(
      CampaignPaths.File file,
      Reading.Valid definition,
      CampaignFiles files,
      LaunchRequest request,
      Consumer<Result> results)
      throws InterruptedException {
    var campaign = definition.campaign().id();
    var objection = unfinished.objection(campaign, request);
    if (objection.isPresent()) {
      results.accept(Result.of(ExitCode.WRONG, file.path() + ": " + objection.get()));
      return;
    }
    var takenUp = new ArrayList<Run>();
    for (var run : unfinished.of(campaign, request)) {
      stage
          .objection(run)
          .ifPresentOrElse(
              line -> results.accept(Result.of(ExitCode.DONE, line)), () -> takenUp.add(run));
    }
    for (var run : takenUp) {
      tellOfChanges(run, definition, files);
      results.accept(takeUp(run, request));
    }
    for (var id : newRuns.of(file, definition.campaign(), request, takenUp, results)) {
      if (takenUp.stream().noneMatch(run -> run.id().equals(id))) {
        results.accept(
            stop.given() ? Result.notBegun(id.toString()) : launch(id, definition, files, request));
      }
    }
  }

  private Result takeUp(Run run, LaunchRequest request) throws InterruptedException {
    if (run.waits(clock.instant())) {
      return Result.of(ExitCode.DONE, RunReport.inBrief(store, run));
    }
    return stop.given()
        ? Result.notBegun(run.id().toString())
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

  private Result launch(
      RunId id, Reading.Valid definition, CampaignFiles files, LaunchRequest request)
      throws InterruptedException {
    if (store.runs().find(id).filter(run -> run.status() != RunStatus.MISSED).isEmpty()) {
      var unfit = source.fault();
      if (unfit.isPresent()) {
        return Result.of(ExitCode.WRONG, "%s: not begun: %s".formatted(files.name(), unfit.get()));
      }
      var faults = source.faultsOfQueries(definition.campaign(), id.plannedAt());
      if (!faults.isEmpty()) {
        return Result.faults(files.name() + ": " + String.join("\n" + files.name() + ": ", faults));
      }
    }
    if (objection(id).isPresent()) {
      return Result.of(ExitCode.WRONG, objection(id).get());
    }
    try {
      return told.of(
          id, () -> launcher.launch(id, definition, files, request.consentFor(id, false)));
    } catch (UncheckedIOException e) {
      return Result.of(ExitCode.WRONG, files.name() + ": " + e.getMessage());
    }
  }
}
