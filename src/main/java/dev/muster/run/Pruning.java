package dev.muster.run;

import dev.muster.campaign.file.CampaignReader;
import dev.muster.store.LiveTriggers.Of;
import dev.muster.store.Pruned;
import dev.muster.store.Run;
import dev.muster.store.RunLock;
import dev.muster.store.RunState;
import dev.muster.store.RunStatus;
import dev.muster.store.StillAsked;
import dev.muster.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Removes what nobody asks for any more of runs that ended long ago; of live campaigns, whole runs
 * ({@link LivePruning}), of others members, requests, rejections, definitions, and Spring Batch's
 * own rows. The run itself stays, with its sums, so that its planned time is never worked on twice;
 * and whom it reached, and when they were due, as long as {@code again} of the campaign's latest
 * runs, or of an unfinished one, or the account's frequency cap may ask for that. A run whose goal
 * is still to be measured is left alone; of the others, what their goals came to is kept.
 *
 * @param reader reads definitions that runs have frozen
 * @param account whose frequency cap may ask for whom runs have reached
 * @param goals measures them
 * @param clock the program's time
 */
public record Pruning(
    Store store,
    JobRecord record,
    TransactionTemplate transaction,
    CampaignReader reader,
    Account account,
    GoalKeeping goals,
    Clock clock) {

  /** What became of one run. */
  public sealed interface Outcome {
    Run run();

    /** It was pruned. */
    record Done(Run run, Pruned removed) implements Outcome {}

    /** Another worker has it. */
    record Held(Run run, @Nullable String holder) implements Outcome {}

    /**
     * Its goal is still to be measured.
     *
     * @param why as {@link GoalKeeping#obstacle} has it
     */
    record Open(Run run, String why) implements Outcome {}
  }

  /** Is told what becomes of runs, as it happens. */
  public interface Told {
    /** What became of one that stays with its sums. */
    void run(Outcome outcome);

    /** What went of a live campaign, or was left for its goal. */
    default void gone(LivePruning.Gone gone) {}
  }

  /** Prunes all finished runs that ended before an age ago, and tells of each as it is done. */
  public void olderThan(Duration age, Told told) {
    var before = clock.instant().minus(age);
    for (var of : store.live().gone().known()) {
      told(live().all(of, before), told);
    }
    for (var run : store.runs().list(null)) {
      if (isDue(run, before) && !goesWhole(run)) {
        prune(run, before, age).ifPresent(told::run);
      }
    }
  }

  private LivePruning live() {
    return new LivePruning(store, record, transaction, reader, account, clock);
  }

  /** Of a live campaign's runs nobody measures one by itself; earlier versions left some. */
  private boolean goesWhole(Run run) {
    return run.prunedAt() == null && store.runs().isLive(run.key());
  }

  private static void told(LivePruning.Gone gone, Told told) {
    if (gone.runs() + gone.left() > 0) {
      told.gone(gone);
    }
  }

  /** Tells what pruning would do now; nothing is changed, and no lock is taken. */
  public void foresee(Duration age, Told told) {
    var before = clock.instant().minus(age);
    for (var of : store.live().gone().known()) {
      told(live().foreseen(of, before), told);
    }
    for (var run : store.runs().list(null)) {
      if (isDue(run, before) && !goesWhole(run)) {
        foreseen(run, age).ifPresent(told::run);
      }
    }
  }

  /**
   * What speaks against pruning a run, in one line: it could still be repeated without harm.
   *
   * @param outcome of pruning it now, or of foreseeing that
   */
  public Optional<String> warning(Outcome outcome) {
    var run = outcome.run();
    if (!(outcome instanceof Outcome.Done)
        || run.prunedAt() != null
        || !(run.state() instanceof RunState.Ended ended)) {
      return Optional.empty();
    }
    return warning(ended.at());
  }

  /** The same of what went, or would go, of a live campaign. */
  public Optional<String> warning(LivePruning.Gone gone) {
    return gone.lastEnded() == null ? Optional.empty() : warning(gone.lastEnded());
  }

  private Optional<String> warning(Instant ended) {
    var until = ended.plus(Doubt.REMEMBERED);
    return until.isAfter(clock.instant())
        ? Optional.of(
            ("ended at %s, less than %d hours ago: what is sent again until %s is dropped where it"
                    + " was stored; once pruned, nothing of this run can be sent again")
                .formatted(
                    Figures.second(ended), Doubt.REMEMBERED.toHours(), Figures.second(until)))
        : Optional.empty();
  }

  private Optional<Outcome> foreseen(Run run, Duration age) {
    if (store.locks().look(run.id()).held()) {
      return Optional.of(new Outcome.Held(run, null));
    }
    var open = open(run);
    if (open.isPresent()) {
      return open;
    }
    var removed = store.pruning().foreseen(run, asked(run, age));
    return run.prunedAt() != null && removed.members() == 0
        ? Optional.empty()
        : Optional.of(new Outcome.Done(run, removed));
  }

  /** The runs of its campaign, but for those that were never planned. */
  private List<Run> planned(Run run) {
    return store.runs().list(run.id().campaign()).stream()
        .filter(each -> each.status() != RunStatus.MISSED)
        .toList();
  }

  private static boolean isDue(Run run, Instant before) {
    return switch (run.state()) {
      case RunState.Completed(var at) -> at.isBefore(before);
      case RunState.Refused(var at, _) -> at.isBefore(before);
      case RunState.Abandoned(var at, _) -> at.isBefore(before);
      case RunState.Planned _,
          RunState.Running _,
          RunState.Waiting _,
          RunState.Stopped _,
          RunState.Failed _,
          RunState.Missed _ ->
          false;
    };
  }

  private Optional<Outcome> prune(Run found, Instant before, Duration age) {
    var attempt = store.locks().tryLock(found.id());
    if (attempt.lock().isEmpty()) {
      return Optional.of(new Outcome.Held(found, attempt.holder()));
    }
    try (RunLock _ = attempt.lock().get()) {
      // It may have been taken up again before the lock was ours.
      var run = store.runs().get(found.id());
      return isDue(run, before) ? prune(run, age) : Optional.empty();
    }
  }

  private Optional<Outcome> open(Run run) {
    return run.prunedAt() == null
        ? goals.obstacle(run).map(why -> new Outcome.Open(run, why))
        : Optional.empty();
  }

  private Optional<Outcome> prune(Run run, Duration age) {
    var open = open(run);
    if (open.isPresent()) {
      return open;
    }
    if (run.prunedAt() == null) {
      goals.keep(run);
    }
    var asking = asking(planned(run));
    var needed = asked(run, age);
    var withDefinition = asking.stream().noneMatch(each -> each.key().equals(run.key()));
    return transaction.execute(_ -> {
      if (run.prunedAt() != null) {
        // What was kept then may be needed no more.
        var removed = store.pruning().trim(run, needed, withDefinition);
        return removed.members() == 0
            ? Optional.empty()
            : Optional.of(new Outcome.Done(run, removed));
      }
      if (!store.runs().pruned(run, clock.instant())) {
        return Optional.empty();
      }
      var removed = store.pruning().prune(run, needed, withDefinition);
      record.forget(run);
      return Optional.of(new Outcome.Done(run, removed));
    });
  }

  /**
   * The runs that show what is still asked for: unfinished ones themselves, and the latest of all
   * and of the real ones in the place of those to come. A rehearsal may have been of another file.
   */
  private static List<Run> asking(List<Run> ofCampaign) {
    var latestReal =
        ofCampaign.stream().filter(run -> !run.isRehearsal()).reduce((_, later) -> later);
    return ofCampaign.stream()
        .filter(run ->
            run.status().unfinished()
                || run.key().equals(ofCampaign.getLast().key())
                || latestReal.filter(latest -> latest.key().equals(run.key())).isPresent())
        .toList();
  }

  /**
   * By {@code again} of the campaign's runs, and by the frequency cap of all. A run may be planned
   * for a time that has long passed: no longer than the age, it is taken.
   */
  private StillAsked asked(Run run, Duration age) {
    var cap = account.frequencyCap();
    return new StillAsked(
        new StillAsking(store, reader, account, clock)
            .since(new Of(run.id().campaign(), run.purpose()), clock.instant().minus(age))
            .orElse(Instant.MAX),
        cap == null ? Instant.MAX : cap.since(clock.instant()));
  }
}
