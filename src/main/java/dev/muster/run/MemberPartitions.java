package dev.muster.run;

import dev.muster.store.Members;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** Splits a run's members into stretches of positions that differ by one in length at most. */
final class MemberPartitions implements Partitioner {
  /** The partition's number, from 1. */
  static final String NUMBER = "number";

  private final Members members;
  private final long run;

  MemberPartitions(Members members, long run) {
    this.members = members;
    this.run = run;
  }

  @Override
  public Map<String, ExecutionContext> partition(int gridSize) {
    var count = members.count(run);
    var partitions = new LinkedHashMap<String, ExecutionContext>();
    for (var number = 1; number <= gridSize; number++) {
      var context = new ExecutionContext();
      context.putInt(NUMBER, number);
      context.putLong(DeliverReader.AFTER, count * (number - 1) / gridSize);
      context.putLong(DeliverReader.LAST, count * number / gridSize);
      partitions.put("partition" + number, context);
    }
    return partitions;
  }
}
