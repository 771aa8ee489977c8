package dev.muster.run.job;

import dev.muster.run.Claim;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.NoSuchJobException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.NoSuchStepException;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Spring Batch's repository for one execution, which writes down nothing of it any more when
 * another worker has the run. Spring Batch itself finds out that a step was changed behind its
 * back; of a job it takes the row's version as it finds it, and overwrites what whoever took over
 * has written. All but {@link #update(JobExecution)}, and what Spring Batch has deprecated, is
 * handed on: it writes what no other execution reads.
 *
 * @param transaction around an update and the question whether the claim stands
 */
record ClaimedRepository(JobRepository repository, Claim claim, TransactionTemplate transaction)
    implements JobRepository {

  @Override
  public void update(JobExecution execution) {
    transaction.executeWithoutResult(_ -> {
      claim.holdForThisTransaction();
      repository.update(execution);
    });
  }

  @Override
  public List<String> getJobNames() {
    return repository.getJobNames();
  }

  @Override
  public List<JobInstance> getJobInstances(String job, int start, int count) {
    return repository.getJobInstances(job, start, count);
  }

  @Override
  public List<JobInstance> findJobInstances(String job) {
    return repository.findJobInstances(job);
  }

  @Override
  public @Nullable JobInstance getJobInstance(long id) {
    return repository.getJobInstance(id);
  }

  @Override
  public @Nullable JobInstance getLastJobInstance(String job) {
    return repository.getLastJobInstance(job);
  }

  @Override
  public @Nullable JobInstance getJobInstance(String job, JobParameters parameters) {
    return repository.getJobInstance(job, parameters);
  }

  @Override
  public long getJobInstanceCount(String job) throws NoSuchJobException {
    return repository.getJobInstanceCount(job);
  }

  @Override
  public @Nullable JobExecution getJobExecution(long id) {
    return repository.getJobExecution(id);
  }

  @Override
  public List<JobExecution> getJobExecutions(JobInstance job) {
    return repository.getJobExecutions(job);
  }

  @Override
  public @Nullable JobExecution getLastJobExecution(JobInstance job) {
    return repository.getLastJobExecution(job);
  }

  @Override
  public @Nullable JobExecution getLastJobExecution(String job, JobParameters parameters) {
    return repository.getLastJobExecution(job, parameters);
  }

  @Override
  public Set<JobExecution> findRunningJobExecutions(String job) {
    return repository.findRunningJobExecutions(job);
  }

  @Override
  public @Nullable StepExecution getStepExecution(long id) {
    return repository.getStepExecution(id);
  }

  @Override
  public @Nullable StepExecution getLastStepExecution(JobInstance job, String step) {
    return repository.getLastStepExecution(job, step);
  }

  @Override
  public long getStepExecutionCount(JobInstance job, String step) throws NoSuchStepException {
    return repository.getStepExecutionCount(job, step);
  }

  @Override
  public JobInstance createJobInstance(String job, JobParameters parameters) {
    return repository.createJobInstance(job, parameters);
  }

  @Override
  public void deleteJobInstance(JobInstance job) {
    repository.deleteJobInstance(job);
  }

  @Override
  public JobExecution createJobExecution(
      JobInstance job, JobParameters parameters, ExecutionContext context) {
    return repository.createJobExecution(job, parameters, context);
  }

  @Override
  public void updateExecutionContext(JobExecution execution) {
    repository.updateExecutionContext(execution);
  }

  @Override
  public void deleteJobExecution(JobExecution execution) {
    repository.deleteJobExecution(execution);
  }

  @Override
  public StepExecution createStepExecution(String step, JobExecution execution) {
    return repository.createStepExecution(step, execution);
  }

  @Override
  public void update(StepExecution execution) {
    repository.update(execution);
  }

  @Override
  public void updateExecutionContext(StepExecution execution) {
    repository.updateExecutionContext(execution);
  }

  @Override
  public void deleteStepExecution(StepExecution execution) {
    repository.deleteStepExecution(execution);
  }
}
