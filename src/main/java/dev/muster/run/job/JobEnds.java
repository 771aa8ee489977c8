package dev.muster.run.job;

import dev.muster.run.JobEnd;
import java.util.Optional;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.step.StepExecution;

/** How an execution of Spring Batch's ended, in the run's words. */
final class JobEnds {

  private JobEnds() {}

  static JobEnd of(JobExecution execution) {
    return switch (execution.getStatus()) {
      case COMPLETED -> new JobEnd.Completed();
      case STOPPED ->
          step(execution, GatesTasklet.REFUSED)
              .<JobEnd>map(refused -> new JobEnd.Refused(refused.getExitDescription()))
              .or(() -> step(execution, AccountTasklet.WAITING).map(_ -> new JobEnd.Waiting()))
              .orElseGet(JobEnd.Stopped::new);
      default -> new JobEnd.Failed(Failures.of(execution), Failures.leaveDoubt(execution));
    };
  }

  private static Optional<ExitStatus> step(JobExecution execution, String exitCode) {
    return execution.getStepExecutions().stream()
        .map(StepExecution::getExitStatus)
        .filter(status -> status.getExitCode().equals(exitCode))
        .findFirst();
  }
}
