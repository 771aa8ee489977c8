package dev.muster.run;

import dev.muster.campaign.Campaign;
import dev.muster.campaign.Occasion;
import dev.muster.campaign.RunId;
import dev.muster.campaign.UserId;
import dev.muster.campaign.When;
import dev.muster.gate.Verdict;
import dev.muster.store.LiveTriggers;
import dev.muster.store.Member;
import dev.muster.store.Run;
import dev.muster.store.RunState;
import dev.muster.store.RunStatus;
import dev.muster.store.Store;
import dev.muster.store.UserTriggers.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code collapse: latest} (live.md): of a user's triggers that quiet hours keep waiting for the
 * same moment, only the last in trigger order is sent. Earlier runs that lose members by that are
 * held until the transaction ends: what is being sent is not taken away. A run that is only looked
 * at leaves them alone.
 */
final class Collapsing {
  /** A machine that has worked on a run may have a clock that is so much behind. */
  private static final Duration CLOCKS_APART = Duration.ofMinutes(10);

  private final Store store;
  private final @Nullable Endings endings;
  private final LiveTriggers.Of of;
  private final Duration delay;
  private final boolean asked;
  private final Map<RunId, Boolean> held = new HashMap<>();
  private final Set<RunId> touched = new HashSet<>();

  /** What waits together. */
  private record Together(UserId user, Instant opening) {}

  /**
   * That of a campaign.
   *
   * @param endings writes down how earlier runs end; null where these are left alone
   */
  Collapsing(Store store, @Nullable Endings endings, Campaign campaign, LiveTriggers.Of of) {
    this.store = store;
    this.endings = endings;
    this.of = of;
    this.delay =
        campaign.when().planning() instanceof When.Live live ? live.delay() : Duration.ZERO;
    var quiet = campaign.when().doNotDisturb();
    this.asked = quiet != null && quiet.collapse() == When.DoNotDisturb.Collapse.LATEST;
  }

  /**
   * Collapses what waits with later ones of some new members.
   *
   * @param run the new one, whose gates are open
   * @param members in trigger order; none of them is written down yet
   * @return them, those among them collapsed that wait with later ones among them
   */
  List<Member> collapse(Run run, List<Member> members, Instant asOf) {
    if (!asked) {
      return members;
    }
    var result = new ArrayList<>(members);
    var last = new HashMap<Together, Integer>();
    for (var i = 0; i < result.size(); i++) {
      var member = result.get(i);
      if (waits(member, asOf)) {
        var before = last.put(new Together(member.userId(), member.dueAt()), i);
        if (before != null) {
          result.set(before, result.get(before).as(Verdict.COLLAPSED));
        }
      }
    }
    if (!last.isEmpty()) {
      collapseEarlier(run, last.keySet(), asOf);
    }
    return result;
  }

  private boolean waits(Member member, Instant judgedAt) {
    return member.verdict() == Verdict.PENDING
        && member.missed() == null
        && member.occasion() instanceof Occasion.Trigger(_, var instant)
        && isKeptWaiting(member.dueAt(), instant, judgedAt);
  }

  /**
   * Who is due later than the delay, and whoever judged it, say waits for the end of quiet hours.
   */
  private boolean isKeptWaiting(Instant dueAt, Instant instant, Instant judgedAt) {
    return dueAt.isAfter(instant.plus(delay)) && dueAt.isAfter(judgedAt);
  }

  private void collapseEarlier(Run run, Set<Together> with, Instant asOf) {
    var users = with.stream().map(Together::user).distinct().toList();
    var byRun = new HashMap<RunId, List<Waiting>>();
    for (var waiting : store.live().ofUsers().waiting(of, users)) {
      var isItsOwn = waiting.key().equals(run.key());
      var judgedAt = isItsOwn ? asOf : waiting.run().plannedAt();
      if ((isItsOwn || endings != null)
          && isKeptWaiting(waiting.dueAt(), waiting.instant(), judgedAt)
          && with.contains(new Together(waiting.user(), waiting.dueAt()))) {
        byRun.computeIfAbsent(waiting.run(), _ -> new ArrayList<>()).add(waiting);
      }
    }
    byRun.forEach((id, waiting) -> {
      if (waiting.getFirst().key().equals(run.key())) {
        store.members().collapse(run.key(), waiting.stream().map(Waiting::position).toList());
      } else {
        collapse(id, waiting, asOf);
      }
    });
  }

  /** Of a run that waits; one that is worked on is left. */
  private void collapse(RunId id, List<Waiting> waiting, Instant asOf) {
    var key = waiting.getFirst().key();
    if (held.computeIfAbsent(id, _ -> store.runs().holdWaiting(key))) {
      var positions = waiting.stream().map(Waiting::position).toList();
      store.members().decide(key, Verdict.COLLAPSED, asOf, positions);
      touched.add(id);
    }
  }

  /**
   * Collapses what waits together since delivery has put it off: nobody but a launch knows of all
   * runs.
   *
   * @param since when the launch before began
   */
  void collapsePutOff(Instant since, Instant asOf) {
    if (!asked) {
      return;
    }
    var triggers = store.live().ofUsers();
    var users = triggers.putOff(of, since.minus(CLOCKS_APART));
    if (users.isEmpty()) {
      return;
    }
    var together = new HashMap<Together, List<Waiting>>();
    for (var waiting : triggers.waiting(of, users)) {
      if (isKeptWaiting(waiting.dueAt(), waiting.instant(), waiting.run().plannedAt())) {
        together
            .computeIfAbsent(new Together(waiting.user(), waiting.dueAt()), _ -> new ArrayList<>())
            .add(waiting);
      }
    }
    var byRun = new HashMap<RunId, List<Waiting>>();
    for (var all : together.values()) {
      all.subList(0, all.size() - 1)
          .forEach(each -> byRun.computeIfAbsent(each.run(), _ -> new ArrayList<>()).add(each));
    }
    byRun.forEach((id, waiting) -> collapse(id, waiting, asOf));
  }

  /** Earlier runs that have nobody left to send to are completed. */
  void completeEarlier(Instant asOf) {
    if (endings == null) {
      return;
    }
    for (var id : touched) {
      var run = store.runs().get(id);
      var verdicts = store.members().verdicts(run.key());
      if (run.status() == RunStatus.WAITING
          && !verdicts.containsKey(Verdict.WAITING)
          && !verdicts.containsKey(Verdict.PENDING)) {
        endings.write(run, new RunState.Completed(asOf), new RunEnd.Worked(id));
      }
    }
  }
}
