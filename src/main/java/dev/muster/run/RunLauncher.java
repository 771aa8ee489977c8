package dev.muster.run;

import dev.muster.audience.Audience;
import dev.muster.audience.AudienceOptions;
import dev.muster.audience.AudienceQuery;
import dev.muster.audience.Dialect;
import dev.muster.audience.ListSource;
import dev.muster.campaign.Campaign;
import dev.muster.campaign.CampaignFiles;
import dev.muster.campaign.CampaignReader;
import dev.muster.campaign.Reading;
import dev.muster.campaign.RunId;
import dev.muster.campaign.Who;
import dev.muster.message.Composer;
import dev.muster.message.Packing;
import dev.muster.message.RunStamp;
import dev.muster.message.WriteKeyFingerprint;
import dev.muster.segmentapi.SegmentApi;
import dev.muster.store.Run;
import dev.muster.store.RunLock;
import dev.muster.store.RunStatus;
import dev.muster.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Launches runs: plans one that is new, takes up one that is unfinished, and leaves alone what is
 * finished or in another worker's hands.
 */
public final class RunLauncher {
  /** The job's one parameter: the run's id. */
  static final String RUN = "run";

  private final Setup setup;
  private final RunPlanner planner;
  private final Recovery recovery;

  /**
   * What launches need.
   *
   * @param source where profiles and events are
   * @param receiver opens a connection to whoever gets the messages, one for each execution
   * @param fingerprint of the receiver's write key
   * @param lockWait how long to wait for a run that another worker holds
   * @param clock the program's time
   */
  public record Setup(
      DataSource source,
      Dialect dialect,
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
      Progress progress,
      Clock clock) {}

  public RunLauncher(Setup setup) {
    this.setup = setup;
    this.planner =
        new RunPlanner(
            setup.store(),
            setup.account(),
            setup.delivery(),
            setup.clock(),
            new TransactionTemplate(setup.batch().transactions()));
    this.recovery = new Recovery(setup.batch().repository());
  }

  /**
   * Launches a campaign's run for a planned time, which is planned now if it was never before.
   *
   * @param overrideReason why the run may pass its safety limit, or null
   * @throws InterruptedException while it waits for another worker
   */
  public RunEnd launch(
      RunId id, Reading.Valid definition, CampaignFiles files, @Nullable String overrideReason)
      throws InterruptedException {
    return holding(
        id,
        lock -> {
          var run =
              setup.store().runs().find(id).orElseGet(() -> planner.plan(id, definition, files));
          return work(run, lock, overrideReason);
        });
  }

  /**
   * Takes up a run that was planned before.
   *
   * @param overrideReason why the run may pass its safety limit, or null
   * @throws InterruptedException while it waits for another worker
   */
  public RunEnd resume(RunId id, @Nullable String overrideReason) throws InterruptedException {
    return holding(id, lock -> work(setup.store().runs().get(id), lock, overrideReason));
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

  private RunEnd work(Run run, RunLock lock, @Nullable String overrideReason) {
    var overridden = run.status() == RunStatus.REFUSED && overrideReason != null;
    if (!run.status().unfinished() && !overridden) {
      return new RunEnd.Worked(run.id());
    }
    return switch (setup.reader().read(frozen(run))) {
      case Reading.Valid valid -> work(run, valid.campaign(), lock, overrideReason);
      case Reading.Invalid invalid ->
          new RunEnd.Failed(
              run.id(),
              "the definition that it was planned with cannot be read by this version of Muster: "
                  + invalid.faults().getFirst(),
              true);
    };
  }

  private FrozenFiles frozen(Run run) {
    var texts = setup.store().definitions().texts(run.key());
    return new FrozenFiles(run.id().campaign() + ".yaml", texts);
  }

  private RunEnd work(Run run, Campaign campaign, RunLock lock, @Nullable String overrideReason) {
    var parameters =
        new JobParametersBuilder().addString(RUN, run.id().toString()).toJobParameters();
    if (recovery.recover(RunJob.NAME, parameters)) {
      setup
          .store()
          .runs()
          .executionEnds(run.key(), RunStatus.COMPLETED, null, setup.clock().instant());
      return new RunEnd.Worked(run.id());
    }
    setup.store().runs().executionBegins(run.key(), overrideReason);
    setup.progress().begins(run.id());
    try (var receiver = setup.receiver().get();
        var sender = new Sender(receiver, setup.delivery().requestsInFlight())) {
      setup.stop().alsoStop(receiver::stop);
      var work = new Work(setup.store().runs().get(run.id()), campaign, lock);
      var execution = execute(job(work, sender), parameters);
      return conclude(work.run(), execution);
    } finally {
      setup.progress().ends(run.id());
    }
  }

  private RunJob job(Work work, Sender sender) {
    Supplier<Composer> composers = () -> new Composer(work.campaign(), stamp(work.run()));
    return new RunJob(
        setup.batch(),
        setup.store(),
        work,
        audience(work, composers.get().usesConstant()),
        new MemberProcessor(work, setup.account().systemControl()),
        composers,
        setup.packing(),
        sender,
        setup.delivery(),
        setup.stop(),
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
    var options =
        new AudienceOptions(
            setup.dialect(),
            work.run().asOf(),
            work.run().accountZone(),
            what.userId(),
            what.anonymousId(),
            withConstants,
            new ListSource(work.run().key()));
    return new Audience(setup.source(), AudienceQuery.of(who.audience(), options));
  }

  private JobExecution execute(RunJob job, JobParameters parameters) {
    try {
      return setup.batch().operator().start(job.build(), parameters);
    } catch (JobExecutionException e) {
      throw new IllegalStateException("Spring Batch refused the run: " + e.getMessage(), e);
    }
  }

  private RunEnd conclude(Run run, JobExecution execution) {
    var now = setup.clock().instant();
    var runs = setup.store().runs();
    if (execution.getStatus() == BatchStatus.COMPLETED) {
      runs.executionEnds(run.key(), RunStatus.COMPLETED, null, now);
      return new RunEnd.Worked(run.id());
    }
    if (execution.getStatus() == BatchStatus.STOPPED) {
      runs.executionEnds(run.key(), RunStatus.STOPPED, null, now);
      return new RunEnd.Worked(run.id());
    }
    return switch (Failures.of(execution)) {
      case RunFailure.Refused refused -> {
        runs.executionEnds(run.key(), RunStatus.REFUSED, refused.reason(), now);
        yield new RunEnd.Worked(run.id());
      }
      case RunFailure.Stopped _ -> {
        runs.executionEnds(run.key(), RunStatus.STOPPED, null, now);
        yield new RunEnd.Worked(run.id());
      }
      case RunFailure.NeedsRemedy failure -> {
        if (failure.rejectionsVoid()) {
          setup.store().deliveries().takeBackRejections(run.key(), run.executions());
        }
        runs.executionEnds(run.key(), RunStatus.FAILED, failure.reason(), now);
        yield new RunEnd.Failed(run.id(), failure.reason(), true);
      }
      case RunFailure.Passing failure -> {
        runs.executionEnds(run.key(), RunStatus.FAILED, failure.reason(), now);
        yield new RunEnd.Failed(run.id(), failure.reason(), false);
      }
    };
  }
}
