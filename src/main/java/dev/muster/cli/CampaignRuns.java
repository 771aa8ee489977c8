package dev.muster.cli;

import dev.muster.campaign.Campaign;
import dev.muster.campaign.CampaignFiles;
import dev.muster.campaign.CampaignId;
import dev.muster.campaign.CampaignReader;
import dev.muster.campaign.Fault;
import dev.muster.campaign.NotBuilt;
import dev.muster.campaign.Reading;
import dev.muster.campaign.RunId;
import dev.muster.report.RunReport;
import dev.muster.run.RunEnd;
import dev.muster.run.RunLauncher;
import dev.muster.store.Run;
import dev.muster.store.RunStatus;
import dev.muster.store.Store;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides which runs a launch of a campaign file works on, and has them worked on. */
final class CampaignRuns {
  private final Store store;
  private final CampaignReader reader;
  private final RunLauncher launcher;
  private final Clock clock;

  CampaignRuns(Store store, CampaignReader reader, RunLauncher launcher, Clock clock) {
    this.store = store;
    this.reader = reader;
    this.launcher = launcher;
    this.clock = clock;
  }

  /**
   * What a launch is asked for.
   *
   * @param planned the planned time that was given, or null
   * @param overrideReason why a safety limit may be passed, or null
   */
  record Request(@Nullable Instant planned, @Nullable String overrideReason) {}

  /** Launches one file, and says what became of it; faults of one file do not hinder others. */
  List<Result> launch(CampaignPaths.File file, Request request) throws InterruptedException {
    var files = CampaignFiles.onDisk(file.path());
    return switch (reader.read(files)) {
      case Reading.Invalid invalid -> List.of(Result.of(ExitCode.WRONG, lines(invalid.faults())));
      case Reading.Valid valid -> {
        var obstacle = obstacle(file, valid.campaign());
        yield obstacle != null ? List.of(obstacle) : launch(file, valid, files, request);
      }
    };
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

  private List<Result> launch(
      CampaignPaths.File file, Reading.Valid definition, CampaignFiles files, Request request)
      throws InterruptedException {
    var results = new ArrayList<Result>();
    var campaign = definition.campaign().id();
    var unfinished = unfinished(campaign, request);
    for (var run : unfinished) {
      results.add(result(launcher.resume(run.id(), request.overrideReason())));
    }
    var planned = planned(file, request, unfinished);
    if (planned != null) {
      var id = new RunId(campaign, planned);
      if (unfinished.stream().noneMatch(run -> run.id().equals(id))) {
        results.add(launch(id, definition, files, request));
      }
    } else if (unfinished.isEmpty()) {
      results.add(
          Result.of(
              ExitCode.DONE,
              file.path() + ": is planned 'at: launch' and starts only when its file is named"));
    }
    return results;
  }

  private List<Run> unfinished(CampaignId campaign, Request request) {
    return store.runs().list(campaign).stream()
        .filter(run ->
            run.status().unfinished()
                || (request.overrideReason() != null && run.status() == RunStatus.REFUSED))
        .toList();
  }

  /** The time of the run that is to be begun, or null for none. */
  private @Nullable Instant planned(
      CampaignPaths.File file, Request request, List<Run> unfinished) {
    if (request.planned() != null) {
      return request.planned();
    }
    return file.named() && unfinished.isEmpty()
        ? clock.instant().truncatedTo(ChronoUnit.MINUTES)
        : null;
  }

  private Result launch(RunId id, Reading.Valid definition, CampaignFiles files, Request request)
      throws InterruptedException {
    try {
      return result(launcher.launch(id, definition, files, request.overrideReason()));
    } catch (UncheckedIOException e) {
      return Result.of(ExitCode.WRONG, files.name() + ": " + e.getMessage());
    }
  }

  private Result result(RunEnd end) {
    var report = RunReport.of(store, end);
    var exitCode =
        switch (end) {
          case RunEnd.Held _ -> ExitCode.DONE;
          case RunEnd.Failed failed -> failed.needsRemedy() ? ExitCode.WRONG : ExitCode.FAILED;
          case RunEnd.Worked _ -> ExitCode.of(report);
        };
    return Result.of(exitCode, report);
  }
}
