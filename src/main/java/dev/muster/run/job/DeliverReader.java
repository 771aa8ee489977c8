package dev.muster.run.job;

import dev.muster.store.DueMember;
import dev.muster.store.Members;
import dev.muster.store.Outcomes;
import dev.muster.store.Run;
import dev.muster.store.Store;
import dev.muster.store.Stretch;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Reads one partition's members who are pending and due, in order of position, a page at a time.
 * Its checkpoint are the outcomes (Spring Batch's process indicator pattern), which are committed
 * with each chunk: an execution begins at the partition's first member and finds those of whom none
 * tells.
 */
final class DeliverReader implements ItemStreamReader<DueMember> {
  private final Members members;
  private final Outcomes outcomes;
  private final DoubledUsers doubled;
  private final Run run;
  private final int partition;
  private final Clock clock;
  private final int pageSize;
  private final Queue<DueMember> page = new ArrayDeque<>();

  private Stretch left = new Stretch(1, 0);
  private boolean untold;

  /**
   * Reads one partition.
   *
   * @param partition its number, from 1
   */
  DeliverReader(
      Store store, DoubledUsers doubled, Run run, int partition, Clock clock, int pageSize) {
    this.members = store.members();
    this.outcomes = store.outcomes();
    this.doubled = doubled;
    this.run = run;
    this.partition = partition;
    this.clock = clock;
    this.pageSize = pageSize;
  }

  @Override
  public void open(ExecutionContext context) {
    page.clear();
    left = Stretch.number(partition, run.partitions(), members.last(run.key()));
    untold = outcomes.tellOfNobody(run.key(), left);
  }

  @Override
  public @Nullable DueMember read() {
    if (page.isEmpty()) {
      page.addAll(eachOnce(nextPage()));
    }
    var next = page.poll();
    if (next != null) {
      left = left.after(next.position());
    }
    return next;
  }

  private List<DueMember> nextPage() {
    var now = clock.instant();
    // What this execution appends is of members behind.
    return untold
        ? members.dueOfUntold(run.key(), left, now, pageSize)
        : members.due(run.key(), left, now, pageSize);
  }

  /** A member's profile is looked up by its id: it must not have become several since. */
  private List<DueMember> eachOnce(List<DueMember> members) {
    for (var i = 1; i < members.size(); i++) {
      if (members.get(i).position().equals(members.get(i - 1).position())) {
        throw doubled.halted();
      }
    }
    return members;
  }
}
