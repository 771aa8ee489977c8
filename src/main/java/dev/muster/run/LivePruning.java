package dev.muster.run;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.Again;
import dev.muster.campaign.Campaign;
import dev.muster.campaign.CampaignId;
import dev.muster.campaign.file.CampaignReader;
import dev.muster.campaign.file.Reading;
import dev.muster.schedule.AgainRule;
import dev.muster.store.LiveTriggers.Of;
import dev.muster.store.Pruned;
import dev.muster.store.Purpose;
import dev.muster.store.Run;
import dev.muster.store.StillAsked;
import dev.muster.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Removes finished runs of live campaigns whole: what they came to stays in the sums of their days,
 * and whom they reached in the ledger, as long as {@code again} of the campaign or the account's
 * frequency cap may ask for that (live.md, "Pruning"). A run whose campaign has a goal is left:
 * what that comes to is kept with the run.
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
   */
  public record Gone(CampaignId campaign, long runs, Pruned removed, @Nullable Instant lastEnded) {
    private Gone and(Gone more) {
      return new Gone(
          campaign,
          runs + more.runs,
          new Pruned(
              removed.members() + more.removed.members(), removed.kept() + more.removed.kept()),
          more.lastEnded == null ? lastEnded : more.lastEnded);
    }
  }

  /**
   * Prunes a campaign's runs for a launch of its file, if there are any to prune; not where it has
   * a goal.
   *
   * @param before they ended before
   * @param most so many of them at most, those first that ended first
   */
  public void ofLaunch(Campaign campaign, Purpose purpose, Instant before, int most) {
    if (campaign.goal() != null) {
      return;
    }
    var of = new Of(campaign.id(), purpose);
    var again = since(campaign);
    if (store.live().gone().areDue(of, before, earlier(again, reachedSince()))) {
      prune(of, before, asked(of, again), most);
    }
  }

  /** Prunes all of a campaign's runs that ended before a moment. */
  Gone all(Of of, Instant before) {
    return prune(of, before, asked(of, null), ALL);
  }

  /** What {@link #all} would remove; nothing is. */
  Foreseen foreseen(Of of, Instant before) {
    var runs = new WithoutGoal().of(store.live().gone().ended(of, before));
    return new Foreseen(
        new Gone(
            of.campaign(),
            runs.size(),
            store.live().gone().foreseen(runs, asked(of, null)),
            lastEnded(runs)),
        runs);
  }

  /** What would go, and of which runs. */
  record Foreseen(Gone gone, List<Run> runs) {}

  private static @Nullable Instant lastEnded(List<Run> runs) {
    return runs.isEmpty() ? null : runs.getLast().endedAt();
  }

  private Gone prune(Of of, Instant before, StillAsked asked, int most) {
    var gone = new Gone(of.campaign(), 0, new Pruned(0, 0), null);
    var withoutGoal = new WithoutGoal();
    var left = 0;
    for (var goesOn = true; goesOn && gone.runs() < most; ) {
      var but = left;
      var limit = (int) Math.min(AT_ONCE, most - gone.runs());
      var batch =
          requireNonNull(
              transaction.execute(_ -> {
                var runs = store.live().gone().due(of, before, but, limit);
                return new Batch(runs.size(), remove(of, withoutGoal.of(runs), asked));
              }));
      left += batch.found() - (int) batch.gone().runs();
      gone = gone.and(batch.gone());
      // A launch does not look behind those that are left at each time.
      goesOn = batch.found() == limit && (most == ALL || batch.gone().runs() > 0);
    }
    trim(of, asked, most);
    return gone;
  }

  private record Batch(int found, Gone gone) {}

  private Gone remove(Of of, List<Run> runs, StillAsked asked) {
    runs.forEach(record::forget);
    return new Gone(
        of.campaign(),
        runs.size(),
        store.live().gone().remove(runs, asked, account.timezone()),
        lastEnded(runs));
  }

  private void trim(Of of, StillAsked asked, int most) {
    var trimmed = 0;
    for (var found = AT_ONCE; found == AT_ONCE && trimmed < most; trimmed += found) {
      found =
          requireNonNull(transaction.execute(_ -> store.live().gone().trim(of, asked, AT_ONCE)));
    }
  }

  /** Which of some runs are of a definition without a goal; each definition is read once. */
  private final class WithoutGoal {
    private final Map<Map<String, String>, Boolean> known = new HashMap<>();

    List<Run> of(List<Run> runs) {
      return runs.stream()
          .filter(run ->
              known.computeIfAbsent(
                  store.definitions().texts(run.key()),
                  _ -> isWithoutGoal(FrozenFiles.of(run, store))))
          .toList();
    }
  }

  private boolean isWithoutGoal(FrozenFiles files) {
    return switch (reader.read(files)) {
      case Reading.Valid valid -> valid.campaign().goal() == null;
      // What its goal is, if it has one, nobody can read.
      case Reading.Invalid _ -> false;
    };
  }

  /**
   * By {@code again} as the launch has it, else as the campaign's latest run had it; and by that of
   * rehearsals, which see what real runs have reached.
   *
   * @param ofLaunch since when that asks, or null without a launch
   */
  private StillAsked asked(Of of, @Nullable Instant ofLaunch) {
    var since = new ArrayList<Instant>();
    if (ofLaunch != null) {
      since.add(ofLaunch);
    }
    for (var purpose : Purpose.values()) {
      if (ofLaunch == null || purpose != of.purpose()) {
        latest(new Of(of.campaign(), purpose)).ifPresent(since::add);
      }
    }
    return new StillAsked(
        since.stream().min(Instant::compareTo).orElse(Instant.MIN), reachedSince());
  }

  private Instant reachedSince() {
    var cap = account.frequencyCap();
    return cap == null ? Instant.MAX : cap.since(clock.instant());
  }

  /** Since when {@code again} of the latest run asks; nothing where there was none. */
  private Optional<Instant> latest(Of of) {
    var run = store.live().days().latest(of);
    var texts =
        run.<Map<String, String>>map(store.definitions()::texts)
            .orElseGet(() -> store.definitions().latestShared(of));
    if (texts.isEmpty()) {
      // The runs that it had are of an earlier version, and pruned by it: nobody knows.
      return run.map(_ -> Instant.MIN);
    }
    return Optional.of(
        switch (reader.read(FrozenFiles.of(of.campaign(), texts))) {
          case Reading.Valid valid -> since(valid.campaign());
          case Reading.Invalid _ -> Instant.MIN;
        });
  }

  private Instant since(Campaign campaign) {
    return since(campaign, clock.instant(), account.timezone());
  }

  /**
   * Since when those must have been due whom {@code again} of a campaign asks for from a moment on:
   * of a live one, a day is 24 hours, else it is the calendar's.
   */
  static Instant since(Campaign campaign, Instant moment, ZoneId accountZone) {
    var again = campaign.who().again();
    var byCalendar = new AgainRule(again, accountZone).since(moment);
    return campaign.who().isLive() && again instanceof Again.After(var pause)
        ? earlier(moment.minus(pause.exact()), byCalendar)
        : byCalendar;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
