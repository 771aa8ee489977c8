package dev.muster.run;

import dev.muster.store.RunStatus;
import dev.muster.store.Sums;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How an execution ended, and that it is written down: unless another worker has the run, and only
 * if its users add up.
 */
record Conclusion(RunLauncher.Setup setup, Work work, Doubt doubt) {

  /**
   * Writes it down.
   *
   * @throws RunFailure.Passing when another worker has the run
   */
  RunEnd of(JobExecution execution) {
    var transaction = new TransactionTemplate(setup.batch().transactions());
    return transaction.execute(_ -> {
      work.claim().holdForThisTransaction();
      return switch (execution.getStatus()) {
        case COMPLETED -> worked(RunStatus.COMPLETED, null);
        case STOPPED -> waits() ? waiting() : worked(RunStatus.STOPPED, null);
        default -> failed(Failures.of(execution), Failures.leaveDoubt(execution));
      };
    });
  }

  /** Whether everyone who was due was delivered to. */
  private boolean waits() {
    var sums = Sums.of(setup.store(), work.run().id());
    return sums.faultAfterDelivery().isEmpty() && sums.waiting() > 0;
  }

  private RunEnd waiting() {
    var run = work.run();
    var next = setup.store().members().windows().next(run.key()).orElseThrow();
    setup.store().executions().waits(run, next, setup.clock().instant());
    return new RunEnd.Worked(run.id());
  }

  private RunEnd failed(RunFailure failure, boolean leavesDoubt) {
    return switch (failure) {
      case RunFailure.Refused refused -> worked(RunStatus.REFUSED, refused.reason());
      case RunFailure.Stopped _ -> worked(RunStatus.STOPPED, null);
      case RunFailure.NeedsRemedy needs -> {
        if (needs.rejectionsVoid()) {
          var run = work.run();
          setup.store().rejections().takeBack(run.key(), run.executions());
        }
        if (leavesDoubt) {
          doubt.noteIfDelivering(work.run());
        }
        yield failed(needs.reason(), true, needs.namesCommand());
      }
      case RunFailure.Passing passing -> {
        if (leavesDoubt) {
          doubt.noteIfDelivering(work.run());
        }
        yield failed(passing.reason(), false, passing.namesCommand());
      }
    };
  }

  private RunEnd worked(RunStatus status, @Nullable String reason) {
    return Sums.of(setup.store(), work.run().id())
        .fault()
        .map(
            fault -> end(RunStatus.FAILED, fault, new RunEnd.Failed(work.run().id(), fault, false)))
        .orElseGet(() -> end(status, reason, new RunEnd.Worked(work.run().id())));
  }

  private RunEnd failed(String reason, boolean needsRemedy, boolean namesCommand) {
    var said =
        Sums.of(setup.store(), work.run().id())
            .fault()
            .map(fault -> reason.equals(fault) ? reason : reason + "; " + fault)
            .orElse(reason);
    return end(
        RunStatus.FAILED,
        said,
        new RunEnd.Failed(work.run().id(), said, needsRemedy, namesCommand));
  }

  private RunEnd end(RunStatus status, @Nullable String reason, RunEnd end) {
    setup.store().executions().ends(work.run(), status, reason, setup.clock().instant());
    return end;
  }
}
