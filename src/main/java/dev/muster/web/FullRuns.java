package dev.muster.web;

import dev.muster.app.Complaint;
import dev.muster.app.GoalSession;
import dev.muster.app.SystemClocks;
import dev.muster.campaign.RunKey;
import dev.muster.goal.MeasuredRun;
import dev.muster.report.RunDetail;
import dev.muster.report.RunSections;
import dev.muster.store.Run;
import dev.muster.store.RunStatus;
import java.time.Duration;
import java.util.Optional;

/**
 * Runs with all that is told of one: of a run that is worked on once a second, whoever looks; one
 * that is at rest does not change, but for its goal and the runs before it.
 */
final class FullRuns {
  private static final Duration AT_REST = Duration.ofMinutes(10);

  /** Each may have pictures of as much as half a megabyte. */
  private static final int MOST = 50;

  private final Site site;
  private final Kept<RunKey, Full> worked;
  private final Kept<Run, Full> atRest;
  private final Kept<RunKey, Optional<MeasuredRun>> goals;

  FullRuns(Site site) {
    this.site = site;
    this.worked = new Kept<>(site.clock(), RunShelf.A_MOMENT, MOST);
    this.atRest = new Kept<>(site.clock(), AT_REST, MOST);
    this.goals = new Kept<>(site.clock(), AT_REST);
  }

  /** A run, and how both who may see all of it and who may not are shown it. */
  record Full(RunDetail detail, RunSections.ForBoth sections) {
    RunSections sections(boolean personal) {
      return personal ? sections.personal() : sections.impersonal();
    }
  }

  /** A run as it stands; one at rest is another one with every change of its row. */
  Full get(Run run) {
    return run.status() == RunStatus.RUNNING
        ? worked.get(run.key(), _ -> compute(run))
        : atRest.get(run, this::compute);
  }

  private Full compute(Run run) {
    var detail = detail(run);
    return new Full(
        detail,
        RunSections.ofBoth(site.application().store(), run, detail, site.clock().instant()));
  }

  /** What is told of it now. */
  RunDetail detail(Run run) {
    var application = site.application();
    return RunDetail.of(
        application.store(),
        run,
        application.reader(),
        goals.get(run.key(), _ -> goal(run)).orElse(null));
  }

  /** Nothing where the data cannot be asked, too: what else there is to show does not need them. */
  private Optional<MeasuredRun> goal(Run run) {
    try {
      return GoalSession.open(site.application(), SystemClocks.standingAt(null)).find(run);
    } catch (Complaint _) {
      return Optional.empty();
    }
  }
}
