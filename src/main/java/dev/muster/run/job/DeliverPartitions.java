package dev.muster.run.job;

import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.function.IntFunction;
import org.springframework.batch.core.partition.support.TaskExecutorPartitionHandler;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.core.task.TaskExecutor;

/** Works every partition with a step of its own, on threads. */
final class DeliverPartitions extends TaskExecutorPartitionHandler {
  private final IntFunction<Step> steps;

  /**
   * Splits the work.
   *
   * @param steps makes the step of the partition with that number, from 1
   */
  DeliverPartitions(IntFunction<Step> steps, TaskExecutor threads, int gridSize) {
    this.steps = steps;
    setStep(steps.apply(1));
    setTaskExecutor(threads);
    setGridSize(gridSize);
  }

  @Override
  protected FutureTask<StepExecution> createTask(Step shared, StepExecution execution) {
    return super.createTask(steps.apply(MemberPartitions.number(execution)), execution);
  }

  /** Hands the reasons of failed partitions on, which are otherwise known to their steps alone. */
  @Override
  protected Set<StepExecution> doHandle(StepExecution whole, Set<StepExecution> parts)
      throws Exception {
    var done = super.doHandle(whole, parts);
    done.forEach(part -> part.getFailureExceptions().forEach(whole::addFailureException));
    return done;
  }
}
