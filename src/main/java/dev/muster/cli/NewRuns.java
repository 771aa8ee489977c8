package dev.muster.cli;

import dev.muster.campaign.Campaign;
import dev.muster.campaign.RunId;
import dev.muster.campaign.When;
import dev.muster.run.DueRuns;
import dev.muster.run.StopSignal;
import dev.muster.schedule.PlannedTime;
import dev.muster.schedule.PlannedTimes;
import dev.muster.store.Occasion;
import dev.muster.store.Run;
import dev.muster.store.RunStatus;
import dev.muster.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Which new runs a launch of a campaign's file begins, after the unfinished ones. */
record NewRuns(Store store, ZoneId accountZone, Clock clock, Occasion occasion, StopSignal stop) {

  /**
   * Those to begin, in order.
   *
   * @param takenUp the runs that the launch has gone on with
   * @param results told of what is not begun, and why
   */
  List<RunId> of(
      CampaignPaths.File file,
      Campaign campaign,
      LaunchRequest request,
      List<Run> takenUp,
      Consumer<Result> results) {
    return switch (campaign.when().planning()) {
      case When.AtLaunch _ -> atLaunch(file, campaign, request, takenUp, results);
      case When.AtTimes _, When.Repeat _ ->
          request.planned() == null
              ? due(file, campaign, takenUp, results)
              : named(file, campaign, request.planned(), results);
      case When.Live _ -> throw new IllegalStateException("live campaigns are not built yet");
    };
  }

  private List<RunId> atLaunch(
      CampaignPaths.File file,
      Campaign campaign,
      LaunchRequest request,
      List<Run> takenUp,
      Consumer<Result> results) {
    if (!file.named()) {
      if (takenUp.isEmpty()) {
        results.accept(
            Result.of(
                ExitCode.DONE,
                file.path() + ": is planned 'at: launch' and starts only when its file is named"));
      }
      return List.of();
    }
    var given = request.planned() == null ? request.scheduled() : request.planned();
    if (given == null && !takenUp.isEmpty()) {
      return List.of();
    }
    var now = clock.instant();
    if (given != null && given.isAfter(now)) {
      // The scheduler's clock and this one differ: another pod may do better.
      results.accept(
          Result.of(
              ExitCode.FAILED,
              "%s: its job was scheduled for %s, and the clock says %s; nothing was begun"
                  .formatted(file.path(), given, now.truncatedTo(ChronoUnit.SECONDS))));
      return List.of();
    }
    if (given != null) {
      return List.of(new RunId(campaign.id(), given));
    }
    var run = new RunId(campaign.id(), now.truncatedTo(ChronoUnit.MINUTES));
    if (mayBegin(run, request)) {
      return List.of(run);
    }
    results.accept(
        stop.given()
            ? Result.notBegun(run.toString())
            : Result.of(ExitCode.WRONG, run + ": not begun; nothing was sent"));
    return List.of();
  }

  /** A rehearsal sends to nobody who could mind. */
  private boolean mayBegin(RunId run, LaunchRequest request) {
    return occasion == Occasion.REHEARSAL
        || store.runs().find(run).isPresent()
        || new RepeatedLaunch(store, clock.instant()).mayBegin(run, request.confirmation());
  }

  private List<RunId> due(
      CampaignPaths.File file, Campaign campaign, List<Run> takenUp, Consumer<Result> results) {
    var due = new DueRuns(store, clock, occasion).of(campaign.id(), campaign.when(), accountZone);
    new MissedRuns(store, file).tell(due.missed(), results);
    if (due.runs().isEmpty() && due.missed().isEmpty() && takenUp.isEmpty()) {
      results.accept(Result.of(ExitCode.DONE, file.path() + ": " + nothingDue(file, due)));
    }
    return due.runs();
  }

  private static String nothingDue(CampaignPaths.File file, DueRuns.Due due) {
    var passed =
        due.passed()
            .map(run ->
                "its time, %s, has passed; '%s' sends all the same; "
                    .formatted(run.plannedAt(), MissedRuns.command(file, run)))
            .orElse("nothing is due; ");
    return passed
        + due.next()
            .map(next -> "the next run is planned for " + next)
            .orElse("no more runs are planned");
  }

  private List<RunId> named(
      CampaignPaths.File file, Campaign campaign, Instant planned, Consumer<Result> results) {
    var run = new RunId(campaign.id(), planned);
    var times = PlannedTimes.of(campaign.when(), accountZone);
    var known = store.runs().find(run).filter(found -> found.status() != RunStatus.MISSED);
    if (times.at(planned).isPresent() || known.isPresent()) {
      return List.of(run);
    }
    results.accept(
        Result.of(
            file.named() ? ExitCode.WRONG : ExitCode.DONE,
            "%s: --planned: expected one of its planned times, found %s; %s"
                .formatted(file.path(), planned, next(times, planned))));
    return List.of();
  }

  private static String next(PlannedTimes times, Instant planned) {
    @Nullable PlannedTime next = times.notBefore(planned).findFirst().orElse(null);
    return next == null
        ? "there is none after it"
        : "the next one after it is " + next.instant() + " ('muster schedule' lists them)";
  }
}
