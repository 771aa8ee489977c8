package dev.muster.run;

import dev.muster.gate.Verdict;
import dev.muster.store.Store;
import java.time.Clock;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Before anyone is sent to: a later execution takes those up who waited and are due now, and asks
 * again whom other runs have reached meanwhile; and whoever watches is told how many users there
 * are.
 */
record DeliveryBegins(
    Work work, Store store, TransactionTemplate transaction, Progress progress, Clock clock)
    implements StepExecutionListener {

  @Override
  public void beforeStep(StepExecution step) {
    var run = work.run();
    if (run.executions() > 1) {
      transaction.executeWithoutResult(_ -> {
        work.claim().holdForThisTransaction();
        if (!work.windows().alwaysOpen()) {
          store.members().windows().open(run.key(), clock.instant());
        }
        new RepeatGate(work, store).close();
        store.gates().closeAgain(run.key(), Verdict.REPEATED);
      });
    }
    var pending = store.members().verdicts(run.key()).getOrDefault(Verdict.PENDING, 0L);
    progress.delivers(run.id(), pending);
  }
}
