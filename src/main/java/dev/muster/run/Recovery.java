package dev.muster.run;

import dev.muster.store.Run;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/**
 * Repairs what a dead worker left in Spring Batch's tables, so that the run can be started again.
 * Only for whoever holds the run's lock: it takes every execution that has not ended for a dead
 * one.
 */
final class Recovery {
  private static final Logger log = LoggerFactory.getLogger(Recovery.class);

  /** The job's one parameter: the run's id. */
  private static final String RUN = "run";

  private final JobRepository repository;

  Recovery(JobRepository repository) {
    this.repository = repository;
  }

  /** What tells a run's job instance from others. */
  static JobParameters parameters(Run run) {
    return new JobParametersBuilder().addString(RUN, run.id().toString()).toJobParameters();
  }

  /**
   * Repairs what there is of a run.
   *
   * @return whether nothing is left to do: the worker died after its last step
   */
  boolean recover(Run run) {
    var instance = repository.getJobInstance(RunJob.NAME, parameters(run));
    if (instance == null) {
      return false;
    }
    var executions = repository.getJobExecutions(instance);
    if (executions.isEmpty()) {
      // Died between creating the instance and its first execution: every start would be refused.
      repository.deleteJobInstance(instance);
      return false;
    }
    executions.stream().filter(Recovery::leftOpen).forEach(this::end);
    return executions.stream()
        .anyMatch(execution -> execution.getStatus() == BatchStatus.COMPLETED);
  }

  /** Whether an execution has begun to send: before that, nobody can have been sent to. */
  boolean deliveryBegun(Run run) {
    var instance = repository.getJobInstance(RunJob.NAME, parameters(run));
    return instance != null
        && repository.getJobExecutions(instance).stream()
            .flatMap(execution -> execution.getStepExecutions().stream())
            .anyMatch(step -> step.getStepName().startsWith(RunJob.DELIVER));
  }

  /** When the latest execution began, or nothing before the first. */
  Optional<Instant> lastBegun(Run run) {
    var instance = repository.getJobInstance(RunJob.NAME, parameters(run));
    return instance == null
        ? Optional.empty()
        : repository.getJobExecutions(instance).stream()
            .map(JobExecution::getStartTime)
            .filter(Objects::nonNull)
            .map(start -> start.atZone(ZoneId.systemDefault()).toInstant())
            .max(Instant::compareTo);
  }

  private static boolean leftOpen(JobExecution execution) {
    return execution.isRunning()
        || execution.getStatus() == BatchStatus.UNKNOWN
        || execution.getStepExecutions().stream().anyMatch(Recovery::leftOpen);
  }

  /** Of an execution that has ended, too: the database may have failed at its steps alone. */
  private static boolean leftOpen(StepExecution step) {
    return step.getStatus().isRunning() || step.getStatus() == BatchStatus.UNKNOWN;
  }

  private void end(JobExecution execution) {
    log.warn(
        "{}: an execution was left {} by a worker that is gone; going on from its checkpoint",
        execution.getJobParameters().getString(RUN),
        execution.getStatus());
    execution.getStepExecutions().stream().filter(Recovery::leftOpen).forEach(this::end);
    execution.setStatus(BatchStatus.FAILED);
    execution.setExitStatus(ExitStatus.FAILED.addExitDescription("its worker died"));
    execution.setEndTime(LocalDateTime.now(ZoneId.systemDefault()));
    repository.update(execution);
  }

  private void end(StepExecution step) {
    step.setStatus(BatchStatus.FAILED);
    step.setExitStatus(ExitStatus.FAILED.addExitDescription("its worker died"));
    step.setEndTime(LocalDateTime.now(ZoneId.systemDefault()));
    repository.update(step);
  }
}
