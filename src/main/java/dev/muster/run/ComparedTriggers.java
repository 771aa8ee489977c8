package dev.muster.run;

import dev.muster.campaign.Again;
import dev.muster.campaign.Campaign;
import dev.muster.campaign.UserId;
import dev.muster.store.LiveControl.Compared;
import dev.muster.store.LiveTriggers.Of;
import dev.muster.store.Position;
import dev.muster.store.Run;
import dev.muster.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * With which of the control group's triggers those are compared that are sent: with each that would
 * have been sent as well. For {@code again}, and for the account's frequency cap, a user who was
 * held back counts as reached by their compared triggers, as who was not is by theirs; else one
 * side would have more triggers a user than the other.
 */
final class ComparedTriggers {
  private final Store store;
  private final Run run;
  private final Campaign campaign;
  private final Account account;
  private final Map<UserId, List<Instant>> earlier = new HashMap<>();
  private final List<Compared> page = new ArrayList<>();

  private long all;

  ComparedTriggers(Store store, Run run, Campaign campaign, Account account) {
    this.store = store;
    this.run = run;
    this.campaign = campaign;
    this.account = account;
  }

  /**
   * Begins with the triggers of some users.
   *
   * @param firstDue none of them is due before it
   */
  void begin(List<UserId> users, Instant firstDue) {
    earlier.clear();
    var since = since(firstDue);
    if (campaign.who().controlGroup() != null && since != null) {
      store
          .live()
          .control()
          .compared(new Of(run.id().campaign(), run.purpose()), users, since)
          .forEach(each -> remember(each.user(), each.at()));
    }
  }

  /** Since when earlier ones matter, or null where none does. */
  private @Nullable Instant since(Instant firstDue) {
    var frequency = account.frequencyCap();
    var byFrequency =
        frequency == null || !campaign.who().limitPerUser() ? null : frequency.since(firstDue);
    return switch (campaign.who().again()) {
      case Again.Always _ -> byFrequency;
      case Again.Never _ -> Instant.MIN;
      case Again.After(var pause) -> {
        var byAgain = firstDue.minus(pause.exact());
        yield byFrequency == null || byAgain.isBefore(byFrequency) ? byAgain : byFrequency;
      }
    };
  }

  /** When a user was reached, and when they would have been. */
  List<Instant> with(UserId user, List<Instant> reached) {
    var both = new ArrayList<>(reached);
    both.addAll(earlier.getOrDefault(user, List.of()));
    return both;
  }

  /** A trigger that would have been sent. */
  void add(Position position, UserId user, Instant dueAt) {
    remember(user, dueAt);
    page.add(new Compared(position, user, dueAt));
  }

  private void remember(UserId user, Instant at) {
    earlier.computeIfAbsent(user, _ -> new ArrayList<>()).add(at);
  }

  /** Writes down those that were added since. */
  void write() {
    if (!page.isEmpty()) {
      store.live().control().add(run, page);
      all += page.size();
      page.clear();
    }
  }

  /** No more come. */
  void close() {
    if (campaign.who().controlGroup() != null) {
      store.live().control().counted(run.key(), all);
    }
  }
}
