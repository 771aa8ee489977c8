package dev.muster.run;

import dev.muster.store.Member;
import dev.muster.store.Run;
import dev.muster.store.Store;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/** Keeps the audience as the run's members, from the first one on, and then how many they are. */
final class MemberWriter implements ItemWriter<Member>, StepExecutionListener {
  private final Store store;
  private final Run run;
  private final Progress progress;

  private long written;

  MemberWriter(Store store, Run run, Progress progress) {
    this.store = store;
    this.run = run;
    this.progress = progress;
  }

  @Override
  public void beforeStep(StepExecution step) {
    store.members().clear(run.key());
    store.runs().qualified(run.key(), 0);
  }

  @Override
  public void write(Chunk<? extends Member> members) {
    store.members().add(run.key(), members.getItems());
    written += members.size();
    // With the rows in one transaction: what the members are later checked against.
    store.runs().qualified(run.key(), written);
    progress.qualified(run.id(), written);
  }
}
