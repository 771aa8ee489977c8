package dev.muster.run;

import dev.muster.segmentapi.Halt;
import dev.muster.store.RunStatus;
import dev.muster.store.Store;
import dev.muster.store.Sums;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How an execution ended, and that it is written down: unless another worker has the run, and only
 * if its users add up.
 *
 * @param clock the program's
 */
record Conclusion(
    Store store, TransactionTemplate transaction, Work work, Doubt doubt, Clock clock) {

  /**
   * Writes it down.
   *
   * @throws Halted when another worker has the run
   */
  RunEnd of(JobEnd end) {
    return transaction.execute(_ -> {
      work.claim().holdForThisTransaction();
      return switch (end) {
        case JobEnd.Completed _ -> worked(RunStatus.COMPLETED, null);
        case JobEnd.Waiting _, JobEnd.Stopped _ ->
            waits() ? waiting() : worked(RunStatus.STOPPED, null);
        case JobEnd.Refused(var reason) -> worked(RunStatus.REFUSED, reason);
        case JobEnd.Failed(Halt.Stopped _, _) -> worked(RunStatus.STOPPED, null);
        case JobEnd.Failed(var halt, var leavesDoubt) -> failed(halt, leavesDoubt);
      };
    });
  }

  /** Whether everyone who was due was delivered to. */
  private boolean waits() {
    var sums = Sums.of(store, work.run().id());
    return sums.faultAfterDelivery().isEmpty() && sums.waiting() > 0;
  }

  private RunEnd waiting() {
    var run = work.run();
    var next = store.members().windows().next(run.key()).orElseThrow();
    store.executions().waits(run, next, clock.instant());
    return new RunEnd.Worked(run.id());
  }

  private RunEnd failed(Halt halt, boolean leavesDoubt) {
    var run = work.run();
    if (halt instanceof Halt.NeedsRemedy needs && needs.rejectionsVoid()) {
      store.rejections().takeBack(run.key(), run.executions());
    }
    if (leavesDoubt) {
      doubt.noteIfDelivering(run);
    }
    var reason = halt.inFull();
    var said =
        Sums.of(store, run.id())
            .fault()
            .map(fault -> reason.equals(fault) ? reason : reason + "; " + fault)
            .orElse(reason);
    return end(RunStatus.FAILED, said, new RunEnd.Failed(run.id(), said, halt));
  }

  private RunEnd worked(RunStatus status, @Nullable String reason) {
    var run = work.run().id();
    return Sums.of(store, run)
        .fault()
        .map(fault ->
            end(RunStatus.FAILED, fault, new RunEnd.Failed(run, Halt.Passing.inDoubt(fault))))
        .orElseGet(() -> end(status, reason, new RunEnd.Worked(run)));
  }

  private RunEnd end(RunStatus status, @Nullable String reason, RunEnd end) {
    store.executions().ends(work.run(), status, reason, clock.instant());
    return end;
  }
}
