package dev.muster.run;

import dev.muster.audience.DatabaseType;
import dev.muster.campaign.Campaign;
import dev.muster.campaign.RunId;
import dev.muster.campaign.file.CampaignFiles;
import dev.muster.campaign.file.CampaignReader;
import dev.muster.campaign.file.Reading;
import dev.muster.message.Packing;
import dev.muster.message.WriteKeyFingerprint;
import dev.muster.segmentapi.SegmentApi;
import dev.muster.store.Occasion;
import dev.muster.store.Run;
import dev.muster.store.RunLock;
import dev.muster.store.RunStatus;
import dev.muster.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Launches runs: plans one that is new, takes up one that is unfinished, and leaves alone what is
 * finished or in another worker's hands.
 */
public final class RunLauncher {
  private final Setup setup;
  private final RunPlanner planner;
  private final RunWorker worker;

  /**
   * What launches need.
   *
   * @param source where profiles and events are
   * @param receiver opens a connection to whoever gets the messages, one for each execution
   * @param fingerprint of the receiver's write key
   * @param lockWait how long to wait for a run that another worker holds
   * @param clock the program's time
   * @param occasion what runs are planned for under that clock
   */
  public record Setup(
      DataSource source,
      DatabaseType databaseType,
      Store store,
      BatchInfrastructure batch,
      CampaignReader reader,
      Supplier<SegmentApi> receiver,
      Packing packing,
      WriteKeyFingerprint fingerprint,
      Account account,
      DeliverySettings delivery,
      Duration lockWait,
      StopSignal stop,
      RunProgress progress,
      Clock clock,
      Occasion occasion) {}

  public RunLauncher(Setup setup) {
    this.setup = setup;
    this.planner =
        new RunPlanner(
            setup.store(),
            setup.account(),
            setup.delivery(),
            setup.clock(),
            setup.occasion(),
            new TransactionTemplate(setup.batch().transactions()));
    this.worker = new RunWorker(setup);
  }

  /**
   * Launches a campaign's run for a planned time, which is planned now if it was never before.
   *
   * @param consent what an operator allows
   * @throws InterruptedException while it waits for another worker
   */
  public RunEnd launch(RunId id, Reading.Valid definition, CampaignFiles files, Consent consent)
      throws InterruptedException {
    return holding(
        id,
        lock -> {
          var run =
              setup
                  .store()
                  .runs()
                  .find(id)
                  .filter(found -> found.status() != RunStatus.MISSED || !consent.missed())
                  .orElseGet(() -> planner.plan(id, definition, files, consent.missed()));
          return work(run, lock, consent);
        });
  }

  /**
   * Takes up a run that was planned before.
   *
   * @param consent what an operator allows
   * @throws InterruptedException while it waits for another worker
   */
  public RunEnd resume(RunId id, Consent consent) throws InterruptedException {
    return holding(id, lock -> work(setup.store().runs().get(id), lock, consent));
  }

  /**
   * Sends again what the Segment API rejected of a completed run.
   *
   * @param consent what an operator allows
   * @throws InterruptedException while it waits for another worker
   */
  public RunEnd retryRejected(RunId id, Consent consent) throws InterruptedException {
    return holding(
        id,
        lock -> {
          var run = setup.store().runs().get(id);
          var reopening = new Reopening(setup.store(), setup.batch());
          // How long the Segment API knows a message does not depend on the program's clock.
          var objection = reopening.objection(run, consent, Clock.systemUTC().instant());
          return objection.isPresent()
              ? new RunEnd.Objected(id, objection.get())
              : prepared(
                  run,
                  campaign ->
                      reopening.reopen(run)
                          ? worker.work(setup.store().runs().get(id), campaign, lock, consent)
                          : new RunEnd.Failed(id, Claim.LOST, false),
                  unread -> new RunEnd.Objected(id, unread));
        });
  }

  private interface Task {
    RunEnd perform(RunLock lock);
  }

  private RunEnd holding(RunId id, Task task) throws InterruptedException {
    var attempt = new LockWait(setup.store().locks(), setup.lockWait()).lock(id);
    if (attempt.lock().isEmpty()) {
      return new RunEnd.Held(id, attempt.holder());
    }
    try (RunLock lock = attempt.lock().get()) {
      return task.perform(lock);
    }
  }

  private RunEnd work(Run run, RunLock lock, Consent consent) {
    var overridden = run.status() == RunStatus.REFUSED && consent.overrideReason() != null;
    if (overridden && run.prunedAt() != null) {
      return new RunEnd.Objected(
          run.id(),
          "it was pruned at %s: its users are known no more"
              .formatted(Figures.second(run.prunedAt())));
    }
    if (run.waits(setup.clock().instant()) || (!run.status().unfinished() && !overridden)) {
      return new RunEnd.Worked(run.id());
    }
    var end =
        prepared(
            run,
            campaign -> worker.work(run, campaign, lock, consent),
            unread -> worker.cannotGoOn(run, unread));
    var left = setup.store().runs().get(run.id());
    // Some became due while others were sent to.
    var goesOn = end instanceof RunEnd.Worked && left.status() == RunStatus.WAITING;
    var stops = setup.stop().given() || setup.store().executions().stopRequested(run.key());
    return goesOn && !stops ? work(left, lock, consent) : end;
  }

  /**
   * Works on a run if its time has come.
   *
   * @param unread told why its definition cannot be read, if so
   */
  private RunEnd prepared(
      Run run, Function<Campaign, RunEnd> work, Function<String, RunEnd> unread) {
    var now = setup.clock().instant();
    if (now.isBefore(run.id().plannedAt())) {
      return new RunEnd.Failed(
          run.id(),
          "the clock says %s, before the run's planned time; set it right, and launch again"
              .formatted(Figures.second(now)),
          false);
    }
    return switch (setup.reader().read(FrozenFiles.of(run, setup.store()))) {
      case Reading.Valid valid -> work.apply(valid.campaign());
      case Reading.Invalid invalid ->
          unread.apply(
              ("the definition that it was planned with cannot be read by this version of Muster:"
                      + " %s; go on with the version that planned it, or end it with"
                      + " 'muster abandon %s'")
                  .formatted(invalid.faults().getFirst(), run.id()));
    };
  }
}
