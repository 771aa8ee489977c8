package dev.muster.launch;

import dev.muster.campaign.RunId;
import dev.muster.log.WorkedOn;
import dev.muster.report.RunReport;
import dev.muster.run.RunEnd;
import dev.muster.store.Purpose;
import dev.muster.store.Run;
import dev.muster.store.RunStatus;
import dev.muster.store.Store;
import java.time.Duration;
import java.util.Optional;

/**
 * What launches of single runs come to.
 *
 * @param progress is told what runs that were worked on came to
 * @param owners are told of their ends; reports say what came of it
 */
record LaunchedRuns(Store store, LaunchProgress progress, OwnersTold owners) {

  /** A launch of one run. */
  interface Launch {
    RunEnd perform() throws InterruptedException;
  }

  /** Launches a run. */
  Answer of(RunId run, Launch launch) throws InterruptedException {
    try (var _ = WorkedOn.run(run)) {
      return launched(run, launch);
    } catch (RuntimeException e) {
      // Who prunes a live campaign's finished runs whole waits for nobody.
      return gone(run).orElseThrow(() -> e);
    }
  }

  private Optional<Answer> gone(RunId run) {
    var days = store.live().goneDays();
    return store.runs().find(run).isPresent()
        ? Optional.empty()
        : days.dayOf(run, Purpose.REAL)
            .or(() -> days.dayOf(run, Purpose.REHEARSAL))
            .map(day ->
                new Answer.Failed(
                    run.toString(),
                    "there is no such run any more: it was pruned, and is in the sums of its day; 'muster report %s --from %s --until %s' shows them"
                        .formatted(run.campaign(), day, day),
                    false));
  }

  private Answer launched(RunId run, Launch launch) throws InterruptedException {
    var before = executions(run);
    var since = System.nanoTime();
    var end = launch.perform();
    var took = Duration.ofNanos(System.nanoTime() - since);
    owners.of(run);
    var report = RunReport.of(store, end);
    if (tellsOfThis(end, report) && report.executions() > before) {
      progress.ended(report, took);
    }
    return new Answer.Launched(end, report, isPruned(run));
  }

  /** One that has nothing to do before a later window. */
  Answer waits(Run run) {
    owners.of(run.id());
    return new Answer.Waits(RunReport.inBrief(store, run));
  }

  /** Whoever has taken the run over meanwhile says himself what it came to. */
  private static boolean tellsOfThis(RunEnd end, RunReport report) {
    return switch (end) {
      case RunEnd.Held _ -> false;
      case RunEnd.Failed _ -> report.status().is(RunStatus.FAILED);
      case RunEnd.Worked _, RunEnd.Objected _ -> true;
    };
  }

  private int executions(RunId run) {
    return store.runs().find(run).map(Run::executions).orElse(0);
  }

  private boolean isPruned(RunId run) {
    return store.runs().find(run).filter(found -> found.prunedAt() != null).isPresent();
  }
}
