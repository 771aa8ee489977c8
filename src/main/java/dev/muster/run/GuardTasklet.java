package dev.muster.run;

import static java.util.Objects.requireNonNull;

import dev.muster.campaign.Cap;
import dev.muster.gate.SafetyLimit;
import dev.muster.store.Store;
import java.time.Clock;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** The gates that need the whole audience, in their order, in one transaction. */
final class GuardTasklet implements Tasklet {
  private final Work work;
  private final Store store;
  private final Clock clock;

  GuardTasklet(Work work, Store store, Clock clock) {
    this.work = work;
    this.store = store;
    this.clock = clock;
  }

  @Override
  public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
    work.claim().holdForThisTransaction();
    refuseWhenTooMany();
    var run = work.run().key();
    store.members().analyze();
    store.members().dropDoubles(run);
    new RepeatGate(work, store).close();
    if (work.campaign().who().cap() instanceof Cap.Only cap) {
      store.members().dropBeyond(run, cap.users());
    }
    if (!work.windows().alwaysOpen()) {
      store.members().windows().close(run, clock.instant());
    }
    if (work.windows().askForZones()) {
      store.members().windows().countZones(run);
    }
    store.gates().close(run);
    return RepeatStatus.FINISHED;
  }

  private void refuseWhenTooMany() {
    var run = store.runs().get(work.run().id());
    var refusal = new SafetyLimit(work.campaign().who()).refusal(requireNonNull(run.qualified()));
    if (refusal.isPresent() && run.overrideReason() == null) {
      throw new RunFailure.Refused(refusal.get());
    }
  }
}
