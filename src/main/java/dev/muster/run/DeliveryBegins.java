package dev.muster.run;

import dev.muster.audience.OptedOut;
import dev.muster.audience.SourceRequirements;
import dev.muster.audience.UnfitSource;
import dev.muster.gate.Verdict;
import dev.muster.store.Store;
import java.sql.SQLException;
import java.time.Clock;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Before anyone is sent to: a later execution takes those up who waited and are due now, and asks
 * again whom other runs have reached meanwhile; and whoever watches is told how many users there
 * are.
 */
record DeliveryBegins(
    Work work,
    Store store,
    OptedOut optedOut,
    TransactionTemplate transaction,
    Progress progress,
    DeliveryForecast forecast,
    Clock clock)
    implements StepExecutionListener {
  @Override
  public void beforeStep(StepExecution step) {
    var run = work.run();
    requireFit();
    if (run.executions() > 1) {
      if (!work.windows().alwaysOpen()) {
        holding(() -> store.members().windows().open(run.key(), clock.instant()));
      }
      suppress();
      holding(() -> {
        new RepeatGate(work, store).close();
        store.gates().closeAgain(run.key(), Verdict.REPEATED);
      });
    }
    var pending = store.members().verdicts(run.key()).getOrDefault(Verdict.PENDING, 0L);
    progress.delivers(run.id(), pending);
    forecast.begins(pending);
  }

  private void holding(Runnable change) {
    transaction.executeWithoutResult(_ -> {
      work.claim().holdForThisTransaction();
      change.run();
    });
  }

  /** The tables may have become others since the audience was found. */
  private void requireFit() {
    try {
      SourceRequirements.requireFit(optedOut.source(), optedOut.options().dialect());
    } catch (UnfitSource e) {
      throw new RunFailure.NeedsRemedy(e.getMessage(), false);
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException("the source could not be asked", e);
    }
  }

  /** A profile tells of itself when its turn comes, but not of others of the same person. */
  private void suppress() {
    var run = work.run().key();
    try {
      optedOut.each((anonymous, ids) ->
          holding(() -> store.members().suppress(run, anonymous, ids, clock.instant())));
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException("the opt-outs were not to be had", e);
    }
  }
}
