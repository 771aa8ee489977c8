package dev.muster.run;

import dev.muster.audience.Audience;
import dev.muster.audience.Audience.Qualified;
import dev.muster.audience.OptedOut;
import dev.muster.message.Composer;
import dev.muster.message.Packing;
import dev.muster.store.DueMember;
import dev.muster.store.Member;
import dev.muster.store.Store;
import java.time.Clock;
import java.util.function.Supplier;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The job that works a run off: qualify, guard, deliver, account. It is built anew for every
 * execution, with everything it needs in its hands; what survives is in tables.
 *
 * @param audience the run's audience, as the database finds it
 * @param optedOut by which ids those are known who have opted out
 * @param composers make what writes the messages, one for each partition
 * @param sender sends them
 */
record RunJob(
    BatchInfrastructure batch,
    Store store,
    Work work,
    Audience audience,
    OptedOut optedOut,
    Freezing freezing,
    Supplier<Composer> composers,
    Packing packing,
    Sender sender,
    DeliverySettings settings,
    ExecutionStop stop,
    RunProgress progress,
    Clock clock) {
  /** The name of the job; a run is one instance of it. */
  static final String NAME = "campaign";

  /** The step that sends, and the beginning of its partitions' names. */
  static final String DELIVER = "deliver";

  Job build() {
    var repository = ClaimedRepository.of(batch.repository(), work.claim(), newTransaction());
    return new JobBuilder(NAME, repository)
        .start(qualify())
        .next(guard())
        .next(deliver())
        .next(account())
        .build();
  }

  private Step qualify() {
    var writer = new MemberWriter(work, store, freezing, newTransaction(), progress);
    return step("qualify")
        .<Qualified, Member>chunk(settings.chunkSize())
        .reader(
            Guarded.<ItemStreamReader<Qualified>>part(
                new AudienceReader(audience, UselessQuery.in(work), stop, writer::rowsWithoutId)))
        .processor(Guarded.<ItemProcessor<Qualified, Member>>part(freezing.admission()::admit))
        .writer(Guarded.<ItemWriter<Member>>part(writer))
        .transactionManager(batch.transactions())
        .interruptionPolicy(stop)
        .listener(Guarded.<StepExecutionListener>part(writer))
        .build();
  }

  private Step guard() {
    return step("guard")
        .tasklet(
            Guarded.<Tasklet>part(new GuardTasklet(work.claim(), freezing)), batch.transactions())
        .build();
  }

  private Step deliver() {
    var threads = new SimpleAsyncTaskExecutor("deliver-");
    var forecast = new DeliveryForecast(work, store, settings, newTransaction(), clock);
    return step(DELIVER)
        .allowStartIfComplete(true)
        .listener(
            Guarded.<StepExecutionListener>part(
                new DeliveryBegins(
                    work, store, optedOut, newTransaction(), progress, forecast, clock)))
        .partitioner(DELIVER, new MemberPartitions())
        .partitionHandler(
            new DeliverPartitions(
                number -> deliverPartition(number, forecast), threads, work.run().partitions()))
        .build();
  }

  /** A reader and a writer keep their place, so every partition has its own. */
  private Step deliverPartition(int number, DeliveryForecast forecast) {
    var reader =
        new DeliverReader(
            store.members(),
            new DoubledUsers(optedOut.source(), optedOut.options().databaseType()),
            work.run(),
            number,
            clock,
            settings.chunkSize());
    var writer =
        new DeliverWriter(
            work, number, store, sender, packing, progress, forecast, clock, newTransaction());
    return step(DELIVER)
        // A partition that came to its end may have members again: rejections can be taken back.
        .allowStartIfComplete(true)
        .<DueMember, MemberMessages>chunk(settings.chunkSize())
        .reader(Guarded.<ItemStreamReader<DueMember>>part(reader))
        .processor(
            Guarded.<ItemProcessor<DueMember, MemberMessages>>part(
                new DeliverProcessor(composers.get())))
        .writer(Guarded.<ItemWriter<MemberMessages>>part(writer))
        .transactionManager(batch.transactions())
        .interruptionPolicy(stop)
        .build();
  }

  private Step account() {
    return step("account")
        // A run that was reopened is added up again.
        .allowStartIfComplete(true)
        .tasklet(Guarded.<Tasklet>part(new AccountTasklet(work, store)), batch.transactions())
        .build();
  }

  private StepBuilder step(String name) {
    return new StepBuilder(name, batch.repository());
  }

  private TransactionTemplate newTransaction() {
    var template = new TransactionTemplate(batch.transactions());
    template.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    return template;
  }
}
