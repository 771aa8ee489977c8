package dev.muster.run;

import dev.muster.gate.Verdict;
import dev.muster.store.Run;
import dev.muster.store.Store;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;

/** Tells whoever watches how many users are still to be sent to. */
record DeliveryBegins(Store store, Run run, Progress progress) implements StepExecutionListener {

  @Override
  public void beforeStep(StepExecution step) {
    var pending = store.members().verdicts(run.key()).getOrDefault(Verdict.PENDING, 0L);
    progress.delivers(run.id(), pending);
  }
}
