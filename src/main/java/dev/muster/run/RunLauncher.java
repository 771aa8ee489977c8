package dev.muster.run;

import dev.muster.campaign.Campaign;
import dev.muster.campaign.RunId;
import dev.muster.campaign.file.CampaignFiles;
import dev.muster.campaign.file.CampaignReader;
import dev.muster.campaign.file.Reading;
import dev.muster.gate.GuardAnswer;
import dev.muster.log.Event;
import dev.muster.segmentapi.Halt;
import dev.muster.store.Run;
import dev.muster.store.RunLock;
import dev.muster.store.RunStatus;
import dev.muster.store.Store;
import java.time.Duration;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Launches runs: plans one that is new, takes up one that is unfinished, and leaves alone what is
 * finished or in another worker's hands.
 */
public final class RunLauncher {
  private static final Logger log = LoggerFactory.getLogger(RunLauncher.class);

  private final Store store;
  private final CampaignReader reader;
  private final Approving approving;
  private final SourcePlace source;
  private final RunPlanner planner;
  private final RunWorker worker;
  private final Reopening reopening;
  private final Duration lockWait;
  private final StopSignal stop;
  private final Clocks clocks;

  /**
   * Launches runs.
   *
   * @param reader reads definitions that runs have frozen
   * @param approving says which refused runs are judged anew
   * @param source where this launch has it
   * @param lockWait how long to wait for a run that another worker holds
   * @param stop asks for the end of whatever is worked on
   */
  public RunLauncher(
      Store store,
      CampaignReader reader,
      Approving approving,
      SourcePlace source,
      RunPlanner planner,
      RunWorker worker,
      Reopening reopening,
      Duration lockWait,
      StopSignal stop,
      Clocks clocks) {
    this.store = store;
    this.reader = reader;
    this.approving = approving;
    this.source = source;
    this.planner = planner;
    this.worker = worker;
    this.reopening = reopening;
    this.lockWait = lockWait;
    this.stop = stop;
    this.clocks = clocks;
  }

  /**
   * Launches a campaign's run for a planned time, which is planned now if it was never before.
   *
   * @param consent what an operator allows
   * @throws InterruptedException while it waits for another worker
   */
  public RunEnd launch(RunId id, Reading.Valid definition, CampaignFiles files, Consent consent)
      throws InterruptedException {
    return holding(
        id,
        lock -> {
          var run =
              store
                  .runs()
                  .find(id)
                  .filter(found -> found.status() != RunStatus.MISSED || !consent.missed())
                  .orElseGet(() -> planned(id, definition, files, consent));
          return work(run, lock, consent);
        });
  }

  private Run planned(RunId id, Reading.Valid definition, CampaignFiles files, Consent consent) {
    var run = planner.plan(id, definition, files, consent.missed());
    Event.RUN_PLANNED.line(id).log("{}: is planned", id);
    return run;
  }

  /**
   * Takes up a run that was planned before.
   *
   * @param consent what an operator allows
   * @throws InterruptedException while it waits for another worker
   */
  public RunEnd resume(RunId id, Consent consent) throws InterruptedException {
    return holding(id, lock -> work(store.runs().get(id), lock, consent));
  }

  /**
   * Sends again what the Segment API rejected of a completed run.
   *
   * @param consent what an operator allows
   * @throws InterruptedException while it waits for another worker
   */
  public RunEnd retryRejected(RunId id, Consent consent) throws InterruptedException {
    return holding(
        id,
        lock -> {
          var run = store.runs().get(id);
          // How long the Segment API knows a message does not depend on the program's clock.
          var objection =
              reopening
                  .objection(run, consent, clocks.real().instant())
                  .or(() -> source.objection(run, consent));
          return objection.isPresent()
              ? new RunEnd.Objected(id, objection.get())
              : prepared(
                  run,
                  campaign ->
                      reopening.reopen(run)
                          ? worker.work(store.runs().get(id), campaign, lock, consent)
                          : new RunEnd.Failed(id, Claim.LOST),
                  unread -> new RunEnd.Objected(id, unread));
        });
  }

  private interface Task {
    RunEnd perform(RunLock lock);
  }

  private RunEnd holding(RunId id, Task task) throws InterruptedException {
    var attempt = new LockWait(store.locks(), lockWait).lock(id);
    if (attempt.lock().isEmpty()) {
      return new RunEnd.Held(id, attempt.holder());
    }
    try (RunLock lock = attempt.lock().get()) {
      return task.perform(lock);
    }
  }

  private RunEnd work(Run run, RunLock lock, Consent given) {
    var consent = useful(given, run);
    var overridden = run.status() == RunStatus.REFUSED && consent.overrideReason() != null;
    if (overridden && run.prunedAt() != null) {
      return new RunEnd.Objected(
          run.id(),
          "it was pruned at %s: its users are known no more"
              .formatted(Figures.second(run.prunedAt())));
    }
    var goesOn = run.status().unfinished() || overridden || approving.judgesAnew(run);
    if (run.waits(clocks.program().instant()) || !goesOn) {
      return new RunEnd.Worked(run.id());
    }
    var moved = source.objection(run, consent);
    if (moved.isPresent()) {
      return new RunEnd.Objected(run.id(), moved.get());
    }
    var end =
        prepared(
            run,
            campaign -> worker.work(run, campaign, lock, consent),
            unread -> worker.cannotGoOn(run, unread));
    var left = store.runs().get(run.id());
    // Some became due while others were sent to.
    var isDueAgain = end instanceof RunEnd.Worked && left.status() == RunStatus.WAITING;
    var stops = stop.given() || store.executions().stopRequested(run.key());
    return isDueAgain && !stops ? work(left, lock, consent) : end;
  }

  /** An override of what cannot be overridden would be taken for a word on what is usual. */
  private Consent useful(Consent given, Run run) {
    if (given.overrideReason() == null
        || run.status() != RunStatus.REFUSED
        || !GuardAnswer.noOverrideHelps(store.guards().of(run.key()))) {
      return given;
    }
    log.warn("{}: {}", run.id(), Refusal.USELESS_OVERRIDE);
    return given.withoutOverride();
  }

  /**
   * Works on a run if its time has come.
   *
   * @param unread told why its definition cannot be read, if so
   */
  private RunEnd prepared(
      Run run, Function<Campaign, RunEnd> work, Function<String, RunEnd> unread) {
    var now = clocks.program().instant();
    if (now.isBefore(run.id().plannedAt())) {
      return new RunEnd.Failed(
          run.id(),
          Halt.Passing.inDoubt(
              "the clock says %s, before the run's planned time; set it right, and launch again"
                  .formatted(Figures.second(now))));
    }
    return switch (reader.read(FrozenFiles.of(run, store))) {
      case Reading.Valid valid -> work.apply(valid.campaign());
      case Reading.Invalid invalid ->
          unread.apply(
              ("the definition that it was planned with cannot be read by this version of Muster:"
                      + " %s; go on with the version that planned it, or end it with"
                      + " 'muster abandon %s'")
                  .formatted(invalid.faults().getFirst(), run.id()));
    };
  }
}
