package dev.muster.look;

import dev.muster.campaign.UserId;
import dev.muster.gate.PreviewOrder;
import dev.muster.source.Profiles;
import dev.muster.store.DueMember;
import dev.muster.store.Members;
import dev.muster.store.Stretch;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Some of those who would be sent to, as different from each other as may be: of the first thousand
 * in the order of previews the first of each {@link Shape}, then the first of all the others. Of a
 * live campaign those with the latest triggers come first.
 */
final class PreviewSample {
  private static final int LOOKED_AT = 1000;

  /** How many are held at once, where most of those who come first are not sent to. */
  private static final int MOST_AT_ONCE = 50_000;

  private final FrozenRun frozen;
  private final Members members;
  private final PreviewOrder order;
  private final Profiles profiles;
  private final Set<UserId> without;
  private final Set<UserId> users = new HashSet<>();

  /**
   * Of a run.
   *
   * @param without who is not to be among them
   */
  PreviewSample(FrozenRun frozen, Set<UserId> without) {
    this.frozen = frozen;
    this.members = frozen.store().members();
    this.order = new PreviewOrder(frozen.run().id());
    this.profiles = new Profiles(frozen.dryRun().source());
    this.without = without;
  }

  @SuppressWarnings("ArrayRecordComponent") // put in order by it, and never compared otherwise
  private record Ranked(byte[] rank, DueMember member) {}

  /**
   * The sample.
   *
   * @param users how many at most
   */
  List<Outlook> of(int users) {
    var first = first();
    var byShape = new LinkedHashMap<Shape, Outlook>();
    for (var each : first) {
      byShape.putIfAbsent(Shape.of(each.messages()), each);
    }
    var sample = new ArrayList<>(byShape.values().stream().limit(users).toList());
    for (var each : first) {
      if (sample.size() < users && !sample.contains(each)) {
        sample.add(each);
      }
    }
    return sample;
  }

  /** The first thousand who would be sent to. */
  private List<Outlook> first() {
    var found = new ArrayList<Outlook>();
    var atOnce = LOOKED_AT + without.size();
    byte @Nullable [] behind = null;
    var candidates = next(behind, atOnce);
    while (!candidates.isEmpty() && found.size() < LOOKED_AT) {
      add(candidates, found);
      behind = candidates.getLast().rank();
      atOnce = Math.min(2 * atOnce, MOST_AT_ONCE);
      candidates = found.size() < LOOKED_AT ? next(behind, atOnce) : List.of();
    }
    return found;
  }

  private void add(List<Ranked> candidates, List<Outlook> found) {
    for (var from = 0; from < candidates.size() && found.size() < LOOKED_AT; from += LOOKED_AT) {
      var some = candidates.subList(from, Math.min(from + LOOKED_AT, candidates.size()));
      var byId = profiles.of(some.stream().map(each -> each.member().userId()).toList());
      some.stream()
          .map(Ranked::member)
          .map(member -> Outlook.of(frozen, member, byId.of(member.userId()).orElse(null)))
          .filter(Outlook::isSentTo)
          .filter(outlook -> users.add(outlook.member().userId()))
          .limit(LOOKED_AT - found.size())
          .forEach(found::add);
    }
  }

  /**
   * The next pending members in the order, whenever they are due.
   *
   * @param behind the rank of the last one before them, or null for none
   */
  private List<Ranked> next(byte @Nullable [] behind, int users) {
    var inOrder = Comparator.comparing(Ranked::rank, Arrays::compareUnsigned);
    var last = new PriorityQueue<Ranked>(inOrder.reversed());
    var run = frozen.run().key();
    var left = new Stretch(1, members.last(run));
    var until = frozen.lastDue();
    for (var page = page(left, until); !page.isEmpty(); page = page(left, until)) {
      frozen.dryRun().goOn();
      for (var member : page) {
        var rank = rank(member);
        if (!without.contains(member.userId())
            && (behind == null || Arrays.compareUnsigned(rank, behind) > 0)) {
          last.add(new Ranked(rank, member));
          if (last.size() > users) {
            last.remove();
          }
        }
      }
      left = left.after(page.getLast().position());
    }
    return last.stream().sorted(inOrder).toList();
  }

  /** Positions are in trigger order. */
  private byte[] rank(DueMember member) {
    return frozen.subject().isLive()
        ? ByteBuffer.allocate(Long.BYTES)
            .putLong(Long.MAX_VALUE - member.position().value())
            .array()
        : order.rank(member.userId());
  }

  private List<DueMember> page(Stretch left, Instant until) {
    return members.due(frozen.run().key(), left, until, frozen.dryRun().settings().chunkSize());
  }
}
