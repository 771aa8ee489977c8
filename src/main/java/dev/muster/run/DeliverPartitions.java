package dev.muster.run;

import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.springframework.batch.core.partition.support.TaskExecutorPartitionHandler;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.core.task.TaskExecutor;

/** Works every partition with a step of its own, on threads. */
final class DeliverPartitions extends TaskExecutorPartitionHandler {
  private final Supplier<Step> steps;

  DeliverPartitions(Supplier<Step> steps, TaskExecutor threads, int gridSize) {
    this.steps = steps;
    setStep(steps.get());
    setTaskExecutor(threads);
    setGridSize(gridSize);
  }

  @Override
  protected FutureTask<StepExecution> createTask(Step shared, StepExecution execution) {
    return super.createTask(steps.get(), execution);
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
