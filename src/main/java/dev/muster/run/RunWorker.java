package dev.muster.run;

import dev.muster.audience.Audience;
import dev.muster.audience.AudienceQuery;
import dev.muster.audience.OptedOut;
import dev.muster.campaign.Campaign;
import dev.muster.campaign.Who;
import dev.muster.message.Composer;
import dev.muster.message.RunStamp;
import dev.muster.schedule.Windows;
import dev.muster.store.Run;
import dev.muster.store.RunLock;
import dev.muster.store.RunStatus;
import dev.muster.store.Sums;
import java.time.Clock;
import java.util.function.Supplier;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParameters;

/** Works on runs, one execution at a time, and writes down how each ended. */
final class RunWorker {
  /** How long the Segment API knows a message does not depend on the program's clock. */
  private static final Clock REAL = Clock.systemUTC();

  private final RunLauncher.Setup setup;
  private final Recovery recovery;
  private final Doubt doubt;

  RunWorker(RunLauncher.Setup setup) {
    this.setup = setup;
    this.recovery = new Recovery(setup.batch().repository());
    this.doubt = new Doubt(setup.store(), recovery);
  }

  /** Works on an unfinished run, whose lock is held, until it ends or cannot go on. */
  RunEnd work(Run run, Campaign campaign, RunLock lock, Consent consent) {
    if (recovery.recover(run)) {
      return concludeCompleted(run);
    }
    // Nobody has written down how the last execution ended.
    if (run.status() == RunStatus.RUNNING) {
      doubt.noteIfDelivering(run);
    }
    var doubted = setup.store().runs().get(run.id());
    var objection = doubt.objection(doubted, REAL.instant());
    if (objection.isPresent() && !consent.duplicates()) {
      return new RunEnd.Objected(run.id(), objection.get());
    }
    return execute(run, campaign, lock, consent);
  }

  /**
   * Ends an unfinished run, whose lock is held, as failed where no execution can begin: it must not
   * be taken for one that is worked on. Others are left.
   *
   * @param reason why, with the command that ends it
   */
  RunEnd cannotGoOn(Run run, String reason) {
    if (!run.status().unfinished()) {
      return new RunEnd.Objected(run.id(), reason);
    }
    if (recovery.recover(run)) {
      return concludeCompleted(run);
    }
    if (run.status() == RunStatus.RUNNING) {
      doubt.noteIfDelivering(run);
    }
    var executions = setup.store().executions();
    return executions.ends(run, RunStatus.FAILED, reason, setup.clock().instant())
        ? new RunEnd.Failed(run.id(), reason, true, true)
        : lost(run);
  }

  /** The worker died after its last step, or its sums were wrong then. */
  private RunEnd concludeCompleted(Run run) {
    var fault = Sums.of(setup.store(), run.id()).faultAtTheEnd();
    var status = fault.isEmpty() ? RunStatus.COMPLETED : RunStatus.FAILED;
    var written =
        setup.store().executions().ends(run, status, fault.orElse(null), setup.clock().instant());
    if (!written) {
      return lost(run);
    }
    return fault
        .<RunEnd>map(reason -> new RunEnd.Failed(run.id(), reason, false))
        .orElseGet(() -> new RunEnd.Worked(run.id()));
  }

  private RunEnd execute(Run run, Campaign campaign, RunLock lock, Consent consent) {
    var executions = setup.store().executions();
    var delivery = setup.delivery();
    if (!executions.begins(
        run, delivery.chunkSize(), delivery.messagesPerSecond(), consent.overrideReason())) {
      return lost(run);
    }
    setup.progress().begins(run.id());
    try (var receiver = setup.receiver().get();
        var stop = new ExecutionStop(setup.stop(), executions, run.key(), lock);
        var sender = new Sender(receiver, lock, delivery.requestsInFlight(), setup.clock())) {
      stop.ends(receiver::stop);
      if (setup.store().deliveries().totals(run.key()).messages() > 0) {
        receiver.trust();
      }
      var begun = setup.store().runs().get(run.id());
      var work =
          new Work(
              begun,
              campaign,
              Windows.of(campaign.when(), begun.id().plannedAt(), begun.accountZone()),
              new Claim(executions, begun.key(), begun.executions()));
      var execution = execute(job(work, sender, stop), Recovery.parameters(run));
      return new Conclusion(setup, work, doubt).of(execution);
    } catch (RunFailure.Passing lost) {
      return new RunEnd.Failed(run.id(), lost.reason(), false);
    } finally {
      setup.progress().ends(run.id());
    }
  }

  private static RunEnd lost(Run run) {
    return new RunEnd.Failed(run.id(), Claim.LOST, false);
  }

  private RunJob job(Work work, Sender sender, ExecutionStop stop) {
    Supplier<Composer> composers = () -> new Composer(work.campaign(), stamp(work.run()));
    return new RunJob(
        setup.batch(),
        setup.store(),
        work,
        audience(work, composers.get().usesConstant()),
        new OptedOut(
            setup.source(),
            FrozenAudience.options(
                setup.databaseType(), work.run(), work.campaign().what(), false)),
        new Freezing(
            setup.store(),
            work.run(),
            work.campaign(),
            work.windows(),
            setup.account().systemControl(),
            setup.delivery().chunkSize(),
            setup.clock()),
        composers,
        setup.packing(),
        sender,
        setup.delivery(),
        stop,
        setup.progress(),
        setup.clock());
  }

  private RunStamp stamp(Run run) {
    return new RunStamp(
        run.id().toString(), run.id().plannedAt(), setup.fingerprint(), run.accountZone(), false);
  }

  private Audience audience(Work work, boolean withConstants) {
    var who = (Who.PastBehaviour) work.campaign().who().selection();
    var what = work.campaign().what();
    var options = FrozenAudience.options(setup.databaseType(), work.run(), what, withConstants);
    return new Audience(
        setup.source(), setup.databaseType(), AudienceQuery.of(who.audience(), options));
  }

  private JobExecution execute(RunJob job, JobParameters parameters) {
    try {
      return setup.batch().operator().start(job.build(), parameters);
    } catch (JobExecutionException e) {
      throw new IllegalStateException("Spring Batch refused the run: " + e.getMessage(), e);
    }
  }
}
