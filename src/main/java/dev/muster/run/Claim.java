package dev.muster.run;

import dev.muster.campaign.RunKey;
import dev.muster.segmentapi.Halt;
import dev.muster.store.Executions;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * An execution's claim to its run. A worker that was frozen, or cut off from the database, may find
 * that another has taken the run over meanwhile: then nothing that it wrote may be kept.
 *
 * @param execution the execution's number, from 1
 */
public record Claim(Executions executions, RunKey run, int execution) {
  /** What an execution says that has lost it. */
  public static final Halt LOST =
      Halt.Passing.inDoubt("the run's lock was lost; another worker may have the run");

  /**
   * Makes sure that it stands until the transaction that this is called in has ended.
   *
   * @throws Halted when another worker has the run
   */
  public void holdForThisTransaction() {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("there is no transaction that the claim could be held for");
    }
    if (!executions.hold(run, execution)) {
      throw new Halted(LOST);
    }
  }
}
