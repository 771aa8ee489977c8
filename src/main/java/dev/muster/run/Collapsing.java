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
import java.util.Objects;
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

  /** The last of those that wait together of the new members, by its place. */
  private final Map<Together, Integer> inPage = new HashMap<>();

  /** Those of before. */
  private final Map<Together, List<Waiting>> before = new HashMap<>();

  private final Map<RunId, List<Waiting>> toCollapse = new HashMap<>();
  private final Set<UserId> passedOver = new HashSet<>();

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
   * Begins with the triggers of some users.
   *
   * @param run the new one, whose gates are open
   */
  void begin(Run run, List<UserId> users, Instant asOf) {
    inPage.clear();
    before.clear();
    if (!asked) {
      return;
    }
    for (var waiting : store.live().ofUsers().waiting(of, users)) {
      var isItsOwn = waiting.key().equals(run.key());
      var judgedAt = isItsOwn ? asOf : waiting.run().plannedAt();
      if ((isItsOwn || endings != null)
          && isKeptWaiting(waiting.dueAt(), waiting.instant(), judgedAt)) {
        before
            .computeIfAbsent(new Together(waiting.user(), waiting.dueAt()), _ -> new ArrayList<>())
            .add(waiting);
      }
    }
  }

  /**
   * Collapses what the last of some new members comes to wait with.
   *
   * @param members in trigger order; none of them is written down yet
   * @return how many triggers of its user that wait till then are not sent by that
   */
  int joined(Run run, List<Member> members, Instant asOf) {
    var member = members.getLast();
    if (!asked || !waits(member, asOf)) {
      return 0;
    }
    var together = new Together(member.userId(), member.dueAt());
    var collapsed = 0;
    var index = inPage.put(together, members.size() - 1);
    if (index != null) {
      members.set(index, members.get(index).as(Verdict.COLLAPSED));
      collapsed++;
    }
    for (var waiting : Objects.requireNonNullElse(before.remove(together), List.<Waiting>of())) {
      if (waiting.key().equals(run.key()) || isHeld(waiting)) {
        toCollapse.computeIfAbsent(waiting.run(), _ -> new ArrayList<>()).add(waiting);
        collapsed++;
      }
    }
    return collapsed;
  }

  /** Writes down what has collapsed since, save of the new members. */
  void write(Run run, Instant asOf) {
    toCollapse.forEach((id, waiting) -> {
      var key = waiting.getFirst().key();
      var positions = waiting.stream().map(Waiting::position).toList();
      if (key.equals(run.key())) {
        store.members().collapse(key, positions);
      } else {
        collapse(id, waiting, asOf);
      }
    });
    toCollapse.clear();
    store.live().passedOver().add(of, passedOver);
    passedOver.clear();
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

  /** Whether its run waits, and does so until the transaction ends; else the user is noted. */
  private boolean isHeld(Waiting waiting) {
    var isHeld = held.computeIfAbsent(waiting.run(), _ -> store.runs().holdWaiting(waiting.key()));
    if (!isHeld) {
      passedOver.add(waiting.user());
    }
    return isHeld;
  }

  /** Of a run that is held. */
  private void collapse(RunId id, List<Waiting> waiting, Instant asOf) {
    var positions = waiting.stream().map(Waiting::position).toList();
    store.members().decide(waiting.getFirst().key(), Verdict.COLLAPSED, asOf, positions);
    touched.add(id);
  }

  /**
   * Collapses what waits together since delivery has put it off, and where an earlier launch found
   * a run at work: nobody but a launch knows of all runs.
   *
   * @param since when the launch before began
   */
  void collapsePutOff(Instant since, Instant asOf) {
    if (!asked) {
      return;
    }
    var triggers = store.live().ofUsers();
    var users = new HashSet<>(triggers.putOff(of, since.minus(CLOCKS_APART)));
    users.addAll(store.live().passedOver().take(of));
    if (users.isEmpty()) {
      return;
    }
    var together = new HashMap<Together, List<Waiting>>();
    for (var waiting : triggers.waiting(of, List.copyOf(users))) {
      if (isKeptWaiting(waiting.dueAt(), waiting.instant(), waiting.run().plannedAt())) {
        together
            .computeIfAbsent(new Together(waiting.user(), waiting.dueAt()), _ -> new ArrayList<>())
            .add(waiting);
      }
    }
    var byRun = new HashMap<RunId, List<Waiting>>();
    for (var all : together.values()) {
      all.subList(0, all.size() - 1).stream()
          .filter(this::isHeld)
          .forEach(each -> byRun.computeIfAbsent(each.run(), _ -> new ArrayList<>()).add(each));
    }
    byRun.forEach((id, waiting) -> collapse(id, waiting, asOf));
    store.live().passedOver().add(of, passedOver);
    passedOver.clear();
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
          && !verdicts.containsKey(Verdict.PENDING)
          && store.live().dueControl().next(run.key()).isEmpty()) {
        endings.write(run, new RunState.Completed(asOf), new RunEnd.Worked(id));
      }
    }
  }
}
