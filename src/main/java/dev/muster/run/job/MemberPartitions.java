package dev.muster.run.job;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * Names the parts that a run's members are delivered to in: what each of them is, its name says.
 */
final class MemberPartitions implements Partitioner {
  private static final String NAME = "partition";

  /** The number of a partition, from 1. */
  static int number(StepExecution partition) {
    var name = partition.getStepName();
    return Integer.parseInt(name.substring(name.lastIndexOf(NAME) + NAME.length()));
  }

  @Override
  public Map<String, ExecutionContext> partition(int gridSize) {
    var partitions = new LinkedHashMap<String, ExecutionContext>();
    for (var number = 1; number <= gridSize; number++) {
      partitions.put(NAME + number, new ExecutionContext());
    }
    return partitions;
  }
}
