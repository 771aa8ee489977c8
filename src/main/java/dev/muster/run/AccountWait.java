package dev.muster.run;

import dev.muster.segmentapi.Halt;
import dev.muster.store.AccountTurn;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the account's turn, where it has a frequency cap: of several runs, each closes its
 * gates when the places that the others have taken are to be seen.
 *
 * @param whose who waits, as the log says it
 * @param ended why the waiting has to end, if it has
 */
public record AccountWait(
    String whose, Account account, AccountTurn turn, Supplier<Optional<Halt>> ended) {
  private static final Logger log = LoggerFactory.getLogger(AccountWait.class);

  /** The end was asked for meanwhile. */
  public static final Halt STOPPED =
      new Halt.Stopped("while other runs of the account closed their gates");

  private static final Duration PAUSE = Duration.ofMillis(100);

  /**
   * Comes back when the turn is the caller's, until their transaction ends.
   *
   * @throws Halted when the end is asked for meanwhile
   */
  public void takeForThisTransaction() {
    if (account.frequencyCap() == null) {
      return;
    }
    if (turn.tryTake()) {
      return;
    }
    requireTurn();
    log.info("{}: waits while another run of the account closes its gates", whose);
    while (!turn.tryTake()) {
      pause();
      ended
          .get()
          .ifPresent(halt -> {
            throw new Halted(halt);
          });
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
      throw new Halted(STOPPED);
    }
  }
}
