package dev.muster.run.job;

import dev.muster.run.Claim;
import dev.muster.run.Freezing;
import dev.muster.run.Halted;
import dev.muster.segmentapi.Halt;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Before the audience is found: forgets whom an execution had found that died then. Once it is
 * found, there is nothing to clear.
 */
record ClearTasklet(BatchRecord record, Claim claim, Freezing freezing) implements Tasklet {

  @Override
  public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
    var job = contribution.getStepExecution().getJobExecution().getJobInstance();
    if (!record.audienceFound(job)) {
      claim.holdForThisTransaction();
      clear();
    }
    return RepeatStatus.FINISHED;
  }

  private void clear() {
    if (freezing.areGatesClosed()) {
      // Whom it has reached would be forgotten.
      throw new Halted(
          new Halt.NeedsRemedy(
              "its audience was found before, and what Spring Batch knew of that is lost",
              "end the run with 'muster abandon %s'".formatted(freezing.run().id()),
              false,
              true));
    }
    freezing.clear();
  }
}
