package dev.muster.run;

import dev.muster.store.DueMember;
import dev.muster.store.Members;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Reads one partition's members who are pending and due, in order of position, a page at a time.
 * Its checkpoint are the members' verdicts, which are committed with each chunk: an execution
 * begins at the partition's first member and finds those whom no earlier one has decided about.
 */
final class DeliverReader implements ItemStreamReader<DueMember> {
  /** The position before the partition's first; set by the partitioner. */
  static final String AFTER = "after";

  /** The partition's last position; set by the partitioner. */
  static final String LAST = "last";

  private final Members members;
  private final long run;
  private final Clock clock;
  private final int pageSize;
  private final Queue<DueMember> page = new ArrayDeque<>();

  private long handedOut;
  private long last;

  DeliverReader(Members members, long run, Clock clock, int pageSize) {
    this.members = members;
    this.run = run;
    this.clock = clock;
    this.pageSize = pageSize;
  }

  @Override
  public void open(ExecutionContext context) {
    page.clear();
    handedOut = context.getLong(AFTER);
    last = context.getLong(LAST);
  }

  @Override
  public @Nullable DueMember read() {
    if (page.isEmpty()) {
      page.addAll(members.due(run, handedOut, last, clock.instant(), pageSize));
    }
    var next = page.poll();
    if (next != null) {
      handedOut = next.position();
    }
    return next;
  }
}
