package dev.muster.run;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.CampaignId;
import dev.muster.campaign.RunId;
import dev.muster.campaign.file.CampaignFiles;
import dev.muster.campaign.file.Reading;
import dev.muster.log.Event;
import dev.muster.segmentapi.Halt;
import dev.muster.source.SourceDatabase;
import dev.muster.source.SourceUnasked;
import dev.muster.source.UnfitSource;
import dev.muster.store.LiveTriggers;
import dev.muster.store.Run;
import dev.muster.store.Store;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes up what has triggered a live campaign since the launch before (live.md, "Which triggers are
 * taken up"). All of it is one transaction: a launch that dies before its end has taken up nothing;
 * after it, the new run has its members, and its gates are closed.
 *
 * @param planner writes the new run down
 * @param endings writes down how earlier runs end that have nobody left to send to
 * @param lockWait how long another launch of the campaign is waited for
 * @param stop ends waiting for the account's turn
 * @param transaction of Muster's own tables
 */
public record TakingUp(
    Store store,
    SourceDatabase source,
    Account account,
    Clocks clocks,
    RunPlanner planner,
    Endings endings,
    Duration lockWait,
    StopSignal stop,
    TransactionTemplate transaction) {
  /** No run has it: the lock of a campaign's triggers goes by it. */
  private static final Instant NO_RUN = Instant.EPOCH;

  /** Another launch was quicker, though it did not hold the lock. */
  static final class Overtaken extends RuntimeException {
    Overtaken() {
      super("another launch has taken triggers up meanwhile", null, false, false);
    }
  }

  /** Carries a fault of the source through the transaction. */
  private static final class Unfit extends RuntimeException {
    private final transient UnfitSource fault;

    Unfit(UnfitSource fault) {
      super(fault);
      this.fault = fault;
    }
  }

  /**
   * Takes triggers up.
   *
   * @throws SourceUnasked when profiles and events could not be asked
   * @throws UnfitSource when they are not what audiences can be found in
   * @throws java.io.UncheckedIOException when a list cannot be read; its message is for the user
   */
  public TakenUp take(Reading.Valid definition, CampaignFiles files)
      throws UnfitSource, InterruptedException {
    var campaign = definition.campaign().id();
    var lock = new LockWait(store.locks(), lockWait).lock(new RunId(campaign, NO_RUN)).lock();
    var asOf = clocks.began().truncatedTo(ChronoUnit.SECONDS);
    if (lock.isEmpty()) {
      return TakenUp.held(campaign, asOf);
    }
    try (var held = lock.get()) {
      return told(
          requireNonNull(
              transaction.execute(_ -> {
                var taken = taken(definition, files, asOf);
                if (!held.held()) {
                  throw new Overtaken();
                }
                return taken;
              })));
    } catch (Unfit unfit) {
      throw unfit.fault;
    } catch (Overtaken e) {
      return TakenUp.held(campaign, asOf);
    }
  }

  private static TakenUp told(TakenUp taken) {
    var run = taken.run();
    if (run != null) {
      Event.RUN_PLANNED.line(run).log("{}: is planned", run);
      Event.RUN_QUALIFIED
          .line(run)
          .addKeyValue(Event.USERS, taken.qualified())
          .log("{}: {} qualified", run, Figures.counted(taken.qualified(), "trigger"));
    }
    return taken;
  }

  private TakenUp taken(Reading.Valid definition, CampaignFiles files, Instant asOf) {
    var campaign = definition.campaign();
    var of = new LiveTriggers.Of(campaign.id(), clocks.purpose());
    var turn = new AccountWait(campaign.id().value(), account, store.accountTurn(), this::stopped);
    var run =
        new TriggerRun(
            store,
            account,
            campaign,
            new Collapsing(store, endings, campaign, of),
            HeldAgainst.everything(store, of, account.timezone()),
            asOf,
            id -> planned(id, definition, files));
    try {
      return new Uptake(store, source, account, campaign, of, turn, run, asOf).take();
    } catch (UnfitSource e) {
      throw new Unfit(e);
    } catch (SQLException e) {
      throw new SourceUnasked(e);
    }
  }

  private Run planned(RunId id, Reading.Valid definition, CampaignFiles files) {
    if (store.runs().find(id).isPresent()) {
      // Of a rehearsal, or of a launch in real life: the next one is of another second.
      throw new Overtaken();
    }
    return planner.plan(id, definition, files, false);
  }

  private Optional<Halt> stopped() {
    return stop.given() ? Optional.of(AccountWait.STOPPED) : Optional.empty();
  }

  /** Takes note that a campaign is stopped: when it is published again, it starts anew. */
  public void pause(CampaignId campaign) {
    var of = new LiveTriggers.Of(campaign, clocks.purpose());
    transaction.executeWithoutResult(_ ->
        store
            .live()
            .campaigns()
            .find(campaign, clocks.purpose())
            .filter(met -> met.definition() != null)
            .ifPresent(met -> {
              store.live().triggers().forgetWaiting(of);
              store.live().campaigns().keep(campaign, clocks.purpose(), met, met.stopped());
            }));
  }
}
