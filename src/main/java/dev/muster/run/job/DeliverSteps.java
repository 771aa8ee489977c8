package dev.muster.run.job;

import dev.muster.message.Composer;
import dev.muster.message.Packing;
import dev.muster.run.Clocks;
import dev.muster.run.DeliverySettings;
import dev.muster.run.MemberMessages;
import dev.muster.run.Rechecking;
import dev.muster.run.RunProgress;
import dev.muster.run.Work;
import dev.muster.store.Store;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;

/**
 * Makes the steps that send, one for each partition of a run.
 *
 * @param questions ask for profiles
 * @param doubled what is said of users who have come to have several of them
 * @param rechecking tests the conditions of a live campaign again, or null where nothing is tested
 * @param composers make what writes the messages, one for each partition
 * @param sender sends them, for all partitions
 * @param forecast of all partitions
 */
record DeliverSteps(
    BatchInfrastructure batch,
    Store store,
    Work work,
    SourceQuestions questions,
    DoubledUsers doubled,
    @Nullable Rechecking rechecking,
    Supplier<Composer> composers,
    Packing packing,
    Sender sender,
    DeliveryForecast forecast,
    DeliverySettings settings,
    ExecutionStop stop,
    RunProgress progress,
    Clocks clocks) {

  /**
   * The step of a partition: a reader and a writer keep their place, so each has its own.
   *
   * @param number from 1
   */
  Step partition(int number) {
    var reader =
        new DeliverReader(
            store,
            questions,
            doubled,
            rechecking,
            work.run(),
            number,
            clocks.program(),
            settings.chunkSize());
    var writer =
        new DeliverWriter(
            work,
            number,
            store,
            sender,
            packing,
            progress,
            forecast,
            clocks,
            batch.ownTransaction());
    return new StepBuilder(CampaignJob.DELIVER, batch.repository())
        // A partition that came to its end may have members again: rejections can be taken back.
        .allowStartIfComplete(true)
        .<DueUser, MemberMessages>chunk(settings.chunkSize())
        .reader(Guarded.reader(reader))
        .processor(Guarded.processor(new DeliverProcessor(composers.get())))
        .writer(Guarded.writer(writer))
        .transactionManager(batch.transactions())
        .interruptionPolicy(stop)
        .build();
  }
}
