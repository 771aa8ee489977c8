package dev.muster.launch;

import dev.muster.campaign.Campaign;
import dev.muster.campaign.DefinitionDigest;
import dev.muster.campaign.RunId;
import dev.muster.campaign.When;
import dev.muster.campaign.file.Reading;
import dev.muster.report.RunReport;
import dev.muster.run.Approving;
import dev.muster.run.Endings;
import dev.muster.run.Missing;
import dev.muster.run.StopSignal;
import dev.muster.schedule.PlannedTime;
import dev.muster.schedule.PlannedTimes;
import dev.muster.store.Purpose;
import dev.muster.store.Run;
import dev.muster.store.RunStatus;
import dev.muster.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;

/**
 * Which new runs a launch of a campaign's file begins, after the unfinished ones.
 *
 * @param endings writes down which were missed
 * @param owners are told of that
 * @param approving says whether runs may be begun
 */
record NewRuns(
    Store store,
    Endings endings,
    OwnersTold owners,
    Approving approving,
    ZoneId accountZone,
    Clock clock,
    Purpose purpose,
    StopSignal stop) {

  /**
   * Those to begin, in order.
   *
   * @param takenUp the runs that the launch has gone on with
   * @param answers told of what is not begun, and why
   */
  List<RunId> of(
      LaunchedFile file,
      Reading.Valid definition,
      LaunchRequest request,
      List<Run> takenUp,
      Consumer<Answer> answers) {
    var campaign = definition.campaign();
    return switch (campaign.when().planning()) {
      case When.AtLaunch _ -> atLaunch(file, campaign, request, takenUp, answers);
      case When.AtTimes _, When.Repeat _ ->
          request.planned() == null
              ? due(file, definition, takenUp, answers)
              : named(file, campaign, request.planned(), answers);
      case When.Live _ -> throw new IllegalStateException("live campaigns take up triggers");
    };
  }

  private List<RunId> atLaunch(
      LaunchedFile file,
      Campaign campaign,
      LaunchRequest request,
      List<Run> takenUp,
      Consumer<Answer> answers) {
    if (!file.named()) {
      if (takenUp.isEmpty()) {
        answers.accept(new Answer.OnlyWhenNamed(file));
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
      answers.accept(new Answer.TooEarly(file, given, now));
      return List.of();
    }
    if (given != null) {
      return List.of(new RunId(campaign.id(), given));
    }
    var run = new RunId(campaign.id(), now.truncatedTo(ChronoUnit.MINUTES));
    if (mayBegin(run, request)) {
      return List.of(run);
    }
    answers.accept(
        stop.given() ? new Answer.NotBegun(run.toString()) : new Answer.NotConfirmed(run));
    return List.of();
  }

  /** A rehearsal sends to nobody who could mind. */
  private boolean mayBegin(RunId run, LaunchRequest request) {
    return purpose == Purpose.REHEARSAL
        || store.runs().find(run).isPresent()
        || new RecentRuns(store, clock.instant())
            .repeatedBy(run)
            .map(request.confirmed()::test)
            .orElse(true);
  }

  private List<RunId> due(
      LaunchedFile file, Reading.Valid definition, List<Run> takenUp, Consumer<Answer> answers) {
    var campaign = definition.campaign();
    var due = dueRuns(file, definition).of(campaign.id(), campaign.when(), accountZone);
    if (!due.missed().isEmpty()) {
      owners.ofWhatIsNew();
      answers.accept(new Answer.Missed(file, reports(due.missed())));
    }
    if (due.runs().isEmpty() && due.missed().isEmpty() && takenUp.isEmpty()) {
      answers.accept(new Answer.NothingDue(file, due.passed(), due.next()));
    }
    return due.runs();
  }

  /** Takes note that a campaign is stopped. */
  void pause(LaunchedFile file, Reading.Valid definition) {
    dueRuns(file, definition).pause(definition.campaign().id());
  }

  private DueRuns dueRuns(LaunchedFile file, Reading.Valid definition) {
    var campaign = definition.campaign();
    var digest = DefinitionDigest.of(definition.texts());
    return new DueRuns(
        store,
        clock,
        purpose,
        launch ->
            approving.lacked(campaign.id(), digest, purpose, launch)
                ? "since nobody had approved what its file says"
                : DueRuns.Hindrance.UNKNOWN.at(launch),
        (reasons, now) ->
            endings.missed(
                new Missing(
                    campaign,
                    file.toString(),
                    accountZone,
                    now,
                    approving.allows(campaign.id(), digest),
                    reasons),
                purpose));
  }

  private List<RunReport> reports(List<RunId> runs) {
    return runs.stream().map(run -> RunReport.of(store, store.runs().get(run))).toList();
  }

  private List<RunId> named(
      LaunchedFile file, Campaign campaign, Instant planned, Consumer<Answer> answers) {
    var run = new RunId(campaign.id(), planned);
    var times = PlannedTimes.of(campaign.when(), accountZone);
    var known = store.runs().find(run).filter(found -> found.status() != RunStatus.MISSED);
    if (times.at(planned).isPresent() || known.isPresent()) {
      return List.of(run);
    }
    var next = times.notBefore(planned).findFirst().map(PlannedTime::instant);
    answers.accept(new Answer.NotPlanned(file, planned, next));
    return List.of();
  }
}
