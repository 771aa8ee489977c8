package dev.muster.run;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.Campaign;
import dev.muster.campaign.CampaignId;
import dev.muster.campaign.Goal;
import dev.muster.campaign.file.CampaignReader;
import dev.muster.campaign.file.Reading;
import dev.muster.store.LiveTriggers.Of;
import dev.muster.store.Pruned;
import dev.muster.store.Purpose;
import dev.muster.store.Run;
import dev.muster.store.StillAsked;
import dev.muster.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Removes finished runs of live campaigns whole: what they came to stays in the sums of their days,
 * and whom they reached in the ledger, as long as {@code again} of the campaign or the account's
 * frequency cap may ask for that (live.md, "Pruning"). A run with a goal is left as long as its
 * users have time for that; afterwards it is left out of what the goal comes to.
 *
 * @param record what Spring Batch keeps of runs that were abandoned, refused, or of earlier
 *     versions
 * @param reader reads definitions that runs have frozen
 * @param account in whose zone days begin, and whose frequency cap may ask for whom runs reached
 * @param clock the program's
 */
public record LivePruning(
    Store store,
    JobRecord record,
    TransactionTemplate transaction,
    CampaignReader reader,
    Account account,
    Clock clock) {
  /** So many runs go in one transaction. */
  private static final int AT_ONCE = 100;

  private static final int ALL = Integer.MAX_VALUE;

  /**
   * What went of a campaign.
   *
   * @param runs how many
   * @param removed their members, and the contacts that stay; also of runs that had gone before
   * @param lastEnded when the last of the runs had ended, or null of none
   * @param left how many others ended so long ago, whose users have time for a goal, as far as
   *     anybody knows; of a launch, at least
   */
  public record Gone(
      CampaignId campaign, long runs, Pruned removed, @Nullable Instant lastEnded, long left) {
    private Gone and(Gone more) {
      return new Gone(
          campaign,
          runs + more.runs,
          new Pruned(
              removed.members() + more.removed.members(), removed.kept() + more.removed.kept()),
          more.lastEnded == null ? lastEnded : more.lastEnded,
          left + more.left);
    }
  }

  /**
   * Prunes a campaign's runs for a launch of its file, if there are any to prune.
   *
   * @param before they ended before
   * @param most so many of them at most, those first that ended first
   */
  public void ofLaunch(Campaign campaign, Purpose purpose, Instant before, int most) {
    var of = new Of(campaign.id(), purpose);
    var again = StillAsking.since(campaign, clock.instant(), account.timezone());
    // Else each launch would look at those that are left again.
    var goal = campaign.goal();
    var ended =
        goal == null
            ? before
            : StillAsking.earlier(before, clock.instant().minus(goal.within().exact()));
    if (store.live().gone().areDue(of, ended, StillAsking.earlier(again, reachedSince()))) {
      prune(of, ended, asked(of, again, ended), most);
    }
  }

  /** Prunes all of a campaign's runs that ended before a moment. */
  Gone all(Of of, Instant before) {
    return prune(of, before, asked(of, null, before), ALL);
  }

  /** What {@link #all} would remove; nothing is. */
  Gone foreseen(Of of, Instant before) {
    var ended = store.live().gone().ended(of, before);
    var runs = new Over().of(ended);
    return new Gone(
        of.campaign(),
        runs.size(),
        store.live().gone().foreseen(runs, asked(of, null, before)),
        lastEnded(runs),
        ended.size() - runs.size());
  }

  private static @Nullable Instant lastEnded(List<Run> runs) {
    return runs.isEmpty() ? null : runs.getLast().endedAt();
  }

  private Gone prune(Of of, Instant before, StillAsked asked, int most) {
    var gone = new Gone(of.campaign(), 0, new Pruned(0, 0), null, 0);
    var over = new Over();
    for (var goesOn = true; goesOn && gone.runs() < most; ) {
      var but = (int) gone.left();
      var limit = (int) Math.min(AT_ONCE, most - gone.runs());
      var batch =
          requireNonNull(
              transaction.execute(_ -> {
                var runs = store.live().gone().due(of, before, but, limit);
                var going = over.of(runs);
                return remove(of, going, asked, runs.size() - going.size());
              }));
      gone = gone.and(batch);
      // A launch does not look behind those that are left at each time.
      goesOn = batch.runs() + batch.left() == limit && (most == ALL || batch.runs() > 0);
    }
    trim(of, asked, most);
    return gone;
  }

  private Gone remove(Of of, List<Run> runs, StillAsked asked, long left) {
    runs.forEach(record::forget);
    return new Gone(
        of.campaign(),
        runs.size(),
        store.live().gone().remove(runs, asked, account.timezone(), estimatedSince()),
        lastEnded(runs),
        left);
  }

  private void trim(Of of, StillAsked asked, int most) {
    var trimmed = 0;
    for (var found = AT_ONCE; found == AT_ONCE && trimmed < most; trimmed += found) {
      found =
          requireNonNull(transaction.execute(_ -> store.live().gone().trim(of, asked, AT_ONCE)));
    }
    transaction.executeWithoutResult(_ -> {
      store.live().gone().forgetPlaces(of, estimatedSince());
      store.definitions().forgetUnused(of.campaign());
    });
  }

  /** Estimates leave runs of since then out of account. */
  private Instant estimatedSince() {
    return clock.instant().minus(ImaginedUptake.SPAN);
  }

  /** Which of some runs have no user with time for a goal; each definition is read once. */
  private final class Over {
    private final Map<Map<String, String>, Predicate<Run>> known = new HashMap<>();

    List<Run> of(List<Run> runs) {
      return runs.stream()
          .filter(run ->
              known
                  .computeIfAbsent(
                      store.definitions().texts(run.key()), _ -> over(FrozenFiles.of(run, store)))
                  .test(run))
          .toList();
    }
  }

  private Predicate<Run> over(FrozenFiles files) {
    return switch (reader.read(files)) {
      case Reading.Valid valid -> {
        var goal = valid.campaign().goal();
        yield goal == null ? _ -> true : run -> isOver(run, goal);
      }
      // What its goal is, if it has one, nobody can read.
      case Reading.Invalid _ -> _ -> false;
    };
  }

  /**
   * Nobody of a run was sent to after its end; and who was held back begins as much later as others
   * were kept waiting, which is no longer than the run took.
   */
  private boolean isOver(Run run, Goal goal) {
    var ended = requireNonNull(run.endedAt());
    var latest = ended.plus(Duration.between(run.id().plannedAt(), ended));
    return !latest.plus(goal.within().exact()).isAfter(clock.instant());
  }

  /**
   * By {@code again} as the launch has it, and as the campaign's runs had it.
   *
   * @param ofLaunch since when that asks, or null without a launch
   * @param before the runs ended before
   */
  private StillAsked asked(Of of, @Nullable Instant ofLaunch, Instant before) {
    var ofRuns = new StillAsking(store, reader, account, clock).since(of, before);
    var since =
        ofLaunch == null
            ? ofRuns.orElse(Instant.MIN)
            : StillAsking.earlier(ofLaunch, ofRuns.orElse(ofLaunch));
    return new StillAsked(since, reachedSince());
  }

  private Instant reachedSince() {
    var cap = account.frequencyCap();
    return cap == null ? Instant.MAX : cap.since(clock.instant());
  }
}
