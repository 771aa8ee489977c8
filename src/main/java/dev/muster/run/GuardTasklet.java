package dev.muster.run;

import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** The gates that need the whole audience, in one transaction. */
record GuardTasklet(Claim claim, Freezing freezing) implements Tasklet {

  @Override
  public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
    claim.holdForThisTransaction();
    freezing
        .closeGates()
        .ifPresent(refusal -> {
          throw new RunFailure.Refused(refusal);
        });
    return RepeatStatus.FINISHED;
  }
}
