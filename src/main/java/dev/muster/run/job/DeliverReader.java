package dev.muster.run.job;

import dev.muster.run.Rechecking;
import dev.muster.source.Profiles;
import dev.muster.source.SourceUnasked;
import dev.muster.store.DueMember;
import dev.muster.store.Members;
import dev.muster.store.Outcomes;
import dev.muster.store.Position;
import dev.muster.store.Run;
import dev.muster.store.Store;
import dev.muster.store.Stretch;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Reads one partition's members who are pending and due, in order of position, a page at a time,
 * and their profiles, wherever these are. Its checkpoint are the outcomes (Spring Batch's process
 * indicator pattern), which are committed with each chunk: an execution begins at the partition's
 * first member and finds those of whom none tells.
 */
final class DeliverReader implements ItemStreamReader<DueUser> {
  private final Members members;
  private final Outcomes outcomes;
  private final Profiles profiles;
  private final SourceQuestions questions;
  private final DoubledUsers doubled;
  private final @Nullable Rechecking rechecking;
  private final Run run;
  private final int partition;
  private final Clock clock;
  private final int pageSize;
  private final Queue<DueUser> page = new ArrayDeque<>();

  private Stretch left = new Stretch(1, 0);
  private boolean untold;

  /**
   * Reads one partition.
   *
   * @param rechecking tests the conditions of a live campaign again, or null where nothing is
   *     tested
   * @param partition its number, from 1
   */
  DeliverReader(
      Store store,
      SourceQuestions questions,
      DoubledUsers doubled,
      @Nullable Rechecking rechecking,
      Run run,
      int partition,
      Clock clock,
      int pageSize) {
    this.members = store.members();
    this.outcomes = store.outcomes();
    this.profiles = new Profiles(questions.source());
    this.questions = questions;
    this.doubled = doubled;
    this.rechecking = rechecking;
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
  public @Nullable DueUser read() {
    if (page.isEmpty()) {
      page.addAll(withProfiles(nextPage()));
    }
    var next = page.poll();
    if (next != null) {
      left = left.after(next.member().position());
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

  private List<DueUser> withProfiles(List<DueMember> due) {
    var found =
        questions.patiently(() -> profiles.of(due.stream().map(DueMember::userId).toList()));
    // They had one each when the audience was found.
    if (found.areDoubled()) {
      throw doubled.halted();
    }
    var lapsed = lapsed(due);
    return due.stream()
        .map(member ->
            new DueUser(
                member, found.of(member.userId()).orElse(null), lapsed.contains(member.position())))
        .toList();
  }

  private Set<Position> lapsed(List<DueMember> due) {
    if (rechecking == null) {
      return Set.of();
    }
    var now = clock.instant();
    return questions.patiently(() -> {
      try {
        return rechecking.lapsed(due, now);
      } catch (SQLException e) {
        throw new SourceUnasked(e);
      }
    });
  }
}
