package dev.muster.run.job;

import dev.muster.campaign.RunId;
import dev.muster.run.Account;
import dev.muster.run.Claim;
import dev.muster.run.Halted;
import dev.muster.segmentapi.Halt;
import dev.muster.store.AccountTurn;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the account's turn, where it has a frequency cap: of several runs, each closes its
 * gates when the places that the others have taken are to be seen.
 */
record AccountWait(RunId run, Account account, AccountTurn turn, ExecutionStop stop) {
  private static final Logger log = LoggerFactory.getLogger(AccountWait.class);
  private static final Duration PAUSE = Duration.ofMillis(100);

  /**
   * Comes back when the turn is the caller's, until their transaction ends.
   *
   * @throws Halted when the end is asked for meanwhile
   */
  void takeForThisTransaction() {
    if (account.frequencyCap() == null) {
      return;
    }
    if (turn.tryTake()) {
      return;
    }
    requireTurn();
    log.info("{}: waits while another run of the account closes its gates", run);
    while (!turn.tryTake()) {
      pause();
      if (stop.isLost()) {
        throw new Halted(Claim.LOST);
      }
      if (stop.asked()) {
        throw stopped();
      }
    }
  }

  /** Without its row, it would be waited for in vain. */
  private void requireTurn() {
    if (!turn.exists()) {
      throw new Halted(
          new Halt.NeedsRemedy(
              "the table muster_account has lost its row",
              "put it back: insert into muster_account (id) values (1)"));
    }
  }

  private void pause() {
    try {
      var _ = new CountDownLatch(1).await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw stopped();
    }
  }

  private static Halted stopped() {
    return new Halted(new Halt.Stopped("while other runs of the account closed their gates"));
  }
}
