package dev.muster.run.job;

import dev.muster.run.Freezing;
import dev.muster.run.RunProgress;
import dev.muster.run.Work;
import dev.muster.store.Member;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps the audience as the run's members, from the first one on, and then how many they are. */
final class MemberWriter implements ItemWriter<Member> {
  private final Work work;
  private final Freezing freezing;
  private final TransactionTemplate transaction;
  private final RunProgress progress;

  private long written;

  MemberWriter(
      Work work, Freezing freezing, TransactionTemplate transaction, RunProgress progress) {
    this.work = work;
    this.freezing = freezing;
    this.transaction = transaction;
    this.progress = progress;
  }

  /** Keeps how many rows of profiles are nobody's. */
  void rowsWithoutId(long rows) {
    transaction.executeWithoutResult(_ -> {
      work.claim().holdForThisTransaction();
      freezing.rowsWithoutId(rows);
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
