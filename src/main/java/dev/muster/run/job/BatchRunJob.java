package dev.muster.run.job;

import dev.muster.audience.Audience;
import dev.muster.audience.AudienceQuery;
import dev.muster.audience.OptedOut;
import dev.muster.campaign.Condition;
import dev.muster.campaign.Who;
import dev.muster.message.Composer;
import dev.muster.message.RunStamp;
import dev.muster.run.Account;
import dev.muster.run.Clocks;
import dev.muster.run.DeliverySettings;
import dev.muster.run.Freezing;
import dev.muster.run.FrozenAudience;
import dev.muster.run.JobEnd;
import dev.muster.run.Rechecking;
import dev.muster.run.RunJob;
import dev.muster.run.RunProgress;
import dev.muster.run.StopSignal;
import dev.muster.run.SuppressionList;
import dev.muster.run.Work;
import dev.muster.source.SourceDatabase;
import dev.muster.store.Run;
import dev.muster.store.RunLock;
import dev.muster.store.Store;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;

/** Works runs off with Spring Batch, in this process. */
public final class BatchRunJob implements RunJob {
  private final BatchInfrastructure batch;
  private final SourceDatabase source;
  private final Store store;
  private final Account account;
  private final Destination destination;
  private final DeliverySettings settings;
  private final StopSignal signal;
  private final RunProgress progress;
  private final Clocks clocks;

  /**
   * Works runs off.
   *
   * @param source where profiles and events are
   * @param signal asks for the end of whatever is worked on
   */
  public BatchRunJob(
      BatchInfrastructure batch,
      SourceDatabase source,
      Store store,
      Account account,
      Destination destination,
      DeliverySettings settings,
      StopSignal signal,
      RunProgress progress,
      Clocks clocks) {
    this.batch = batch;
    this.source = source;
    this.store = store;
    this.account = account;
    this.destination = destination;
    this.settings = settings;
    this.signal = signal;
    this.progress = progress;
    this.clocks = clocks;
  }

  @Override
  public JobEnd execute(Work work, RunLock lock) {
    var run = work.run();
    try (var api = destination.api().get();
        var stop = new ExecutionStop(signal, store.executions(), run.key(), lock);
        var sender = new Sender(api, lock, settings.requestsInFlight(), clocks.program())) {
      stop.ends(api::stop);
      if (store.deliveries().totals(run.key()).messages() > 0) {
        api.trust();
      }
      return JobEnds.of(start(job(work, sender, stop), run));
    }
  }

  private CampaignJob job(Work work, Sender sender, ExecutionStop stop) {
    var composer = composers(work);
    var questions = new SourceQuestions(source, settings.sourcePatience(), stop);
    return new CampaignJob(
        batch,
        store,
        work,
        work.campaign().who().selection() instanceof Who.PastBehaviour(var condition)
            ? audience(work, condition, composer.get().usesConstant())
            : null,
        freezing(work),
        questions,
        new OptedOut(
            source,
            FrozenAudience.options(
                source, store.definitions(), work.run(), work.campaign().what(), false)),
        SuppressionList.of(account, store),
        new DeliverSteps(
            batch,
            store,
            work,
            questions,
            new DoubledUsers(source),
            rechecking(work),
            composer,
            destination.packing(),
            sender,
            new DeliveryForecast(work, store, settings, batch.ownTransaction(), clocks.program()),
            settings,
            stop,
            progress,
            clocks),
        settings,
        stop,
        progress,
        clocks.program());
  }

  private Freezing freezing(Work work) {
    return new Freezing(
        store,
        work.run(),
        work.campaign(),
        work.windows(),
        account,
        settings.chunkSize(),
        clocks.program());
  }

  private @Nullable Rechecking rechecking(Work work) {
    return work.campaign().who().selection() instanceof Who.Live live && !live.recheck().isEmpty()
        ? new Rechecking(
            source,
            live,
            FrozenAudience.options(
                source, store.definitions(), work.run(), work.campaign().what(), false))
        : null;
  }

  private Supplier<Composer> composers(Work work) {
    var run = work.run();
    var stamp =
        new RunStamp(
            run.id().toString(),
            run.id().plannedAt(),
            destination.fingerprint(),
            run.accountZone(),
            false);
    return () -> new Composer(work.campaign(), stamp);
  }

  private Audience audience(Work work, Condition condition, boolean withConstants) {
    var options =
        FrozenAudience.options(
            source, store.definitions(), work.run(), work.campaign().what(), withConstants);
    return new Audience(source, AudienceQuery.of(condition, options));
  }

  private JobExecution start(CampaignJob job, Run run) {
    try {
      return batch.operator().start(job.build(), BatchRecord.parameters(run));
    } catch (JobExecutionException e) {
      throw new IllegalStateException("Spring Batch refused the run: " + e.getMessage(), e);
    }
  }
}
