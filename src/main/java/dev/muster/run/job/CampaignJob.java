package dev.muster.run.job;

import dev.muster.audience.Audience;
import dev.muster.audience.Audience.Qualified;
import dev.muster.audience.OptedOut;
import dev.muster.run.AccountWait;
import dev.muster.run.Claim;
import dev.muster.run.ControlRechecking;
import dev.muster.run.DeliverySettings;
import dev.muster.run.Freezing;
import dev.muster.run.RunProgress;
import dev.muster.run.SuppressionList;
import dev.muster.run.Work;
import dev.muster.segmentapi.Halt;
import dev.muster.store.Member;
import dev.muster.store.Store;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.FlowBuilder;
import org.springframework.batch.core.job.builder.FlowJobBuilder;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/**
 * The job that works a run off: clear, qualify, gates, open, deliver, account. It ends early where
 * the gates refuse the run, and stops to be gone on with where users are due later.
 *
 * <p>It is built anew for every execution, with everything it needs in its hands, and without an
 * application context or scopes: an execution is about one run, whose parts must not be shared with
 * another, and what survives is in tables.
 *
 * @param audience the run's audience, as the database finds it; null for a run of a live campaign,
 *     whose members were taken up when it was planned, and have gone through the gates
 * @param questions ask the source
 * @param optedOut by which ids those are known who have opted out
 * @param suppressions who is sent nothing by any campaign
 * @param delivery makes the steps of the partitions
 * @param clock the program's
 */
record CampaignJob(
    BatchInfrastructure batch,
    Store store,
    Work work,
    @Nullable Audience audience,
    Freezing freezing,
    SourceQuestions questions,
    OptedOut optedOut,
    SuppressionList suppressions,
    DeliverSteps delivery,
    DeliverySettings settings,
    ExecutionStop stop,
    RunProgress progress,
    Clock clock) {
  /** The name of the job; a run is one instance of it. */
  static final String NAME = "campaign";

  /** The step that finds the audience. */
  static final String QUALIFY = "qualify";

  /** The step that sends, and the beginning of its partitions' names. */
  static final String DELIVER = "deliver";

  private static final String COMPLETED = "COMPLETED";

  Job build() {
    var repository =
        new ClaimedRepository(batch.repository(), work.claim(), batch.ownTransaction());
    var account = account();
    if (audience == null) {
      return ended(
          new JobBuilder(NAME, repository)
              .start(open())
              .next(deliver())
              .next(account)
              .on(AccountTasklet.WAITING),
          account);
    }
    var gates = gates();
    return ended(
        new JobBuilder(NAME, repository)
            .start(clear())
            .next(qualify(audience))
            .next(gates)
            .on(GatesTasklet.REFUSED)
            .stop()
            .from(gates)
            .on(COMPLETED)
            .to(open())
            .next(deliver())
            .next(account)
            .on(AccountTasklet.WAITING),
        account);
  }

  /** Where some are due later, it stops, to be gone on with. */
  private static Job ended(FlowBuilder.TransitionBuilder<FlowJobBuilder> waiting, Step account) {
    return waiting.stop().from(account).on(COMPLETED).end().end().build();
  }

  private Step clear() {
    return always("clear", new ClearTasklet(batch.record(), work.claim(), freezing));
  }

  private Step qualify(Audience found) {
    var writer = new MemberWriter(work, freezing, batch.ownTransaction(), progress);
    var admission = freezing.admission();
    return step(QUALIFY)
        .<Qualified, Member>chunk(settings.chunkSize())
        .reader(
            Guarded.reader(
                new AudienceReader(
                    found,
                    questions,
                    UselessQuery.in(work, questions.source()),
                    stop,
                    writer::rowsWithoutId)))
        .processor(Guarded.processor(admission::admit))
        .writer(Guarded.writer(writer))
        .transactionManager(batch.transactions())
        .interruptionPolicy(stop)
        .build();
  }

  /** A run that they refused may be allowed to go on. */
  private Step gates() {
    return always("gates", new GatesTasklet(work.claim(), turn(), freezing));
  }

  /** It commits part by part, whatever the number of users. */
  private Step open() {
    return step("open")
        .allowStartIfComplete(true)
        .tasklet(
            Guarded.tasklet(
                new OpenTasklet(
                    work,
                    store,
                    optedOut,
                    suppressions,
                    turn(),
                    freezing.account(),
                    questions,
                    new ControlDue(
                        work,
                        store,
                        new ControlRechecking(delivery.rechecking()),
                        questions,
                        batch.ownTransaction(),
                        clock),
                    batch.ownTransaction(),
                    progress,
                    delivery.forecast(),
                    clock)),
            new ResourcelessTransactionManager())
        .build();
  }

  private Step deliver() {
    var threads = new SimpleAsyncTaskExecutor("deliver-");
    return step(DELIVER)
        .allowStartIfComplete(true)
        .partitioner(DELIVER, new MemberPartitions())
        .partitionHandler(
            new DeliverPartitions(delivery::partition, threads, work.run().partitions()))
        .build();
  }

  /** A run that was reopened is added up again. */
  private Step account() {
    return always("account", new AccountTasklet(work, store));
  }

  private AccountWait turn() {
    return new AccountWait(
        work.run().id().toString(), freezing.account(), store.accountTurn(), this::ended);
  }

  private Optional<Halt> ended() {
    if (stop.isLost()) {
      return Optional.of(Claim.LOST);
    }
    return stop.asked() ? Optional.of(AccountWait.STOPPED) : Optional.empty();
  }

  private Step always(String name, Tasklet tasklet) {
    return step(name)
        .allowStartIfComplete(true)
        .tasklet(Guarded.tasklet(tasklet), batch.transactions())
        .build();
  }

  private StepBuilder step(String name) {
    return new StepBuilder(name, batch.repository());
  }
}
