package dev.muster.run.job;

import dev.muster.run.JobRecord;
import dev.muster.store.Run;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/** What Spring Batch keeps of runs: one job instance each. */
public final class BatchRecord implements JobRecord {
  private static final Logger log = LoggerFactory.getLogger(BatchRecord.class);

  /** The job's one parameter: the run's id. */
  private static final String RUN = "run";

  private final JobRepository repository;

  BatchRecord(JobRepository repository) {
    this.repository = repository;
  }

  /** What tells a run's job instance from others. */
  static JobParameters parameters(Run run) {
    return new JobParametersBuilder().addString(RUN, run.id().toString()).toJobParameters();
  }

  @Override
  public boolean recover(Run run) {
    var instance = instance(run);
    if (instance.isEmpty()) {
      return false;
    }
    var executions = repository.getJobExecutions(instance.get());
    if (executions.isEmpty()) {
      // Died between creating the instance and its first execution: every start would be refused.
      repository.deleteJobInstance(instance.get());
      return false;
    }
    executions.stream().filter(BatchRecord::leftOpen).forEach(this::end);
    return executions.stream().anyMatch(BatchRecord::isCompleted);
  }

  @Override
  public boolean isComplete(Run run) {
    return executions(run).anyMatch(BatchRecord::isCompleted);
  }

  @Override
  public void reopen(Run run) {
    executions(run)
        .filter(BatchRecord::isCompleted)
        .forEach(execution -> {
          // Spring Batch would refuse to start a job that has completed.
          execution.setStatus(BatchStatus.STOPPED);
          execution.setExitStatus(ExitStatus.STOPPED.addExitDescription("reopened"));
          repository.update(execution);
        });
  }

  @Override
  public void forget(Run run) {
    instance(run).ifPresent(repository::deleteJobInstance);
  }

  @Override
  public boolean deliveryBegun(Run run) {
    return executions(run)
        .flatMap(execution -> execution.getStepExecutions().stream())
        .anyMatch(step -> step.getStepName().startsWith(CampaignJob.DELIVER));
  }

  @Override
  public Optional<Instant> lastBegun(Run run) {
    return executions(run)
        .map(JobExecution::getStartTime)
        .filter(Objects::nonNull)
        .map(start -> start.atZone(ZoneId.systemDefault()).toInstant())
        .max(Instant::compareTo);
  }

  /** Whether the audience is complete. */
  boolean audienceFound(JobInstance job) {
    var step = repository.getLastStepExecution(job, CampaignJob.QUALIFY);
    return step != null && step.getStatus() == BatchStatus.COMPLETED;
  }

  private Optional<JobInstance> instance(Run run) {
    return Optional.ofNullable(repository.getJobInstance(CampaignJob.NAME, parameters(run)));
  }

  private Stream<JobExecution> executions(Run run) {
    return instance(run).stream().flatMap(job -> repository.getJobExecutions(job).stream());
  }

  private static boolean isCompleted(JobExecution execution) {
    return execution.getStatus() == BatchStatus.COMPLETED;
  }

  private static boolean leftOpen(JobExecution execution) {
    return execution.isRunning()
        || execution.getStatus() == BatchStatus.UNKNOWN
        || execution.getStepExecutions().stream().anyMatch(BatchRecord::leftOpen);
  }

  /** Of an execution that has ended, too: the database may have failed at its steps alone. */
  private static boolean leftOpen(StepExecution step) {
    return step.getStatus().isRunning() || step.getStatus() == BatchStatus.UNKNOWN;
  }

  private void end(JobExecution execution) {
    if (execution.isRunning()) {
      log.warn(
          "{}: an execution was left {} by a worker that is gone; going on from its checkpoint",
          execution.getJobParameters().getString(RUN),
          execution.getStatus());
    }
    execution.getStepExecutions().stream().filter(BatchRecord::leftOpen).forEach(this::end);
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
