package dev.muster.run;

import dev.muster.store.Member;
import dev.muster.store.Store;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps the audience as the run's members, from the first one on, and then how many they are. */
final class MemberWriter implements ItemWriter<Member>, StepExecutionListener {
  private final Work work;
  private final Store store;
  private final Freezing freezing;
  private final TransactionTemplate transaction;
  private final RunProgress progress;

  private long written;

  MemberWriter(
      Work work,
      Store store,
      Freezing freezing,
      TransactionTemplate transaction,
      RunProgress progress) {
    this.work = work;
    this.store = store;
    this.freezing = freezing;
    this.transaction = transaction;
    this.progress = progress;
  }

  @Override
  public void beforeStep(StepExecution step) {
    transaction.executeWithoutResult(_ -> {
      work.claim().holdForThisTransaction();
      if (store.gates().areClosed(work.run().key())) {
        // Whom it has reached would be forgotten.
        throw new RunFailure.Passing(
            "its audience was found before, and what Spring Batch knew of that is lost; end the run"
                + " with 'muster abandon "
                + work.run().id()
                + "'",
            true);
      }
      freezing.clear();
    });
  }

  /** Keeps how many rows of profiles are nobody's. */
  void rowsWithoutId(long rows) {
    transaction.executeWithoutResult(_ -> {
      work.claim().holdForThisTransaction();
      store.runs().rowsWithoutId(work.run().key(), rows);
    });
  }

  @Override
  public void write(Chunk<? extends Member> members) {
    work.claim().holdForThisTransaction();
    written += members.size();
    freezing.add(members.getItems(), written);
    progress.qualified(work.run().id(), written);
  }
}
