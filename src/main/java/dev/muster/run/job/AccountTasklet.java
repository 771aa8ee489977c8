package dev.muster.run.job;

import dev.muster.run.Halted;
import dev.muster.run.Work;
import dev.muster.segmentapi.Halt;
import dev.muster.store.Store;
import dev.muster.store.Sums;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Adds the users up: everyone who qualified must have an end, and nobody two. They are counted here
 * once, for whoever writes down how the execution ended, too. Where some are due later, the step
 * ends {@link #WAITING}, and the job stops here, to be gone on with.
 */
final class AccountTasklet implements Tasklet {
  /** The step's exit code when some are due later. */
  static final String WAITING = "WAITING";

  private final Work work;
  private final Store store;

  AccountTasklet(Work work, Store store) {
    this.work = work;
    this.store = store;
  }

  @Override
  public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
    work.claim().holdForThisTransaction();
    store.results().countUsers(work.run().key());
    var sums = Sums.ofCounted(store, work.run().id());
    sums.faultAfterDelivery()
        .ifPresent(fault -> {
          throw new Halted(Halt.Passing.inDoubt(fault));
        });
    // Who is held back is found out about when they would have been sent to.
    if (sums.waiting() > 0 || store.live().dueControl().next(work.run().key()).isPresent()) {
      contribution.setExitStatus(new ExitStatus(WAITING));
    }
    return RepeatStatus.FINISHED;
  }
}
