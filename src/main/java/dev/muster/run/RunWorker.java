package dev.muster.run;

import dev.muster.campaign.Campaign;
import dev.muster.log.WorkedOn;
import dev.muster.schedule.Windows;
import dev.muster.segmentapi.Halt;
import dev.muster.store.Run;
import dev.muster.store.RunLock;
import dev.muster.store.RunState;
import dev.muster.store.RunStatus;
import dev.muster.store.Store;
import dev.muster.store.Sums;

/** Works on runs, one execution at a time, and writes down how each ended. */
public final class RunWorker {
  private final Store store;
  private final JobRecord record;
  private final RunJob job;
  private final Endings endings;
  private final DeliverySettings delivery;
  private final RunProgress progress;
  private final Clocks clocks;
  private final Doubt doubt;

  public RunWorker(
      Store store,
      JobRecord record,
      RunJob job,
      Endings endings,
      DeliverySettings delivery,
      RunProgress progress,
      Clocks clocks) {
    this.store = store;
    this.record = record;
    this.job = job;
    this.endings = endings;
    this.delivery = delivery;
    this.progress = progress;
    this.clocks = clocks;
    this.doubt = new Doubt(store, record, clocks.real());
  }

  /** Works on an unfinished run, whose lock is held, until it ends or cannot go on. */
  RunEnd work(Run run, Campaign campaign, RunLock lock, Consent consent) {
    if (record.recover(run)) {
      return concludeCompleted(run);
    }
    // Nobody has written down how the last execution ended.
    if (run.status() == RunStatus.RUNNING) {
      doubt.noteIfDelivering(run);
    }
    var doubted = store.runs().get(run.id());
    var objection = doubt.objection(doubted, clocks.real().instant());
    if (objection.isPresent() && !consent.duplicates()) {
      return new RunEnd.Objected(run.id(), objection.get());
    }
    return execute(run, campaign, lock, consent);
  }

  /**
   * Ends an unfinished run, whose lock is held, as failed where no execution can begin: it must not
   * be taken for one that is worked on. Others are left.
   *
   * @param reason why, with the command that ends it
   */
  RunEnd cannotGoOn(Run run, String reason) {
    if (!run.status().unfinished()) {
      return new RunEnd.Objected(run.id(), reason);
    }
    if (record.recover(run)) {
      return concludeCompleted(run);
    }
    if (run.status() == RunStatus.RUNNING) {
      doubt.noteIfDelivering(run);
    }
    var failed = new RunState.Failed(clocks.program().instant(), reason);
    var end = new RunEnd.Failed(run.id(), new Halt.NeedsRemedy(reason, null, false, true));
    return endings.write(run, failed, end).isPresent() ? end : lost(run);
  }

  /** The worker died after its last step, or its sums were wrong then. */
  private RunEnd concludeCompleted(Run run) {
    var fault = Sums.of(store, run.id()).faultAtTheEnd();
    var now = clocks.program().instant();
    var state =
        fault
            .<RunState.Ended>map(reason -> new RunState.Failed(now, reason))
            .orElseGet(() -> new RunState.Completed(now));
    var end =
        fault
            .<RunEnd>map(reason -> new RunEnd.Failed(run.id(), Halt.Passing.inDoubt(reason)))
            .orElseGet(() -> new RunEnd.Worked(run.id()));
    return endings.write(run, state, end).isPresent() ? end : lost(run);
  }

  private RunEnd execute(Run run, Campaign campaign, RunLock lock, Consent consent) {
    if (store
        .states()
        .begins(
            run,
            delivery.chunkSize(),
            delivery.messagesPerSecond(),
            consent.overrideReason(),
            clocks.program().instant())
        .isEmpty()) {
      return lost(run);
    }
    var begun = store.runs().get(run.id());
    WorkedOn.executes(run.id(), begun.executions());
    progress.begins(run.id());
    try {
      var work =
          new Work(
              begun,
              campaign,
              Windows.of(campaign.when(), begun.id().plannedAt(), begun.accountZone()),
              new Claim(store.executions(), begun.key(), begun.executions()));
      return new Conclusion(endings, work, doubt, clocks.program()).of(job.execute(work, lock));
    } catch (Halted halted) {
      return new RunEnd.Failed(run.id(), halted.halt());
    } finally {
      progress.ends(run.id());
    }
  }

  private static RunEnd lost(Run run) {
    return new RunEnd.Failed(run.id(), Claim.LOST);
  }
}
