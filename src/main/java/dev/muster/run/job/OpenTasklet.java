package dev.muster.run.job;

import dev.muster.audience.OptedOut;
import dev.muster.gate.Verdict;
import dev.muster.run.Account;
import dev.muster.run.AccountWait;
import dev.muster.run.Figures;
import dev.muster.run.FrequencyGate;
import dev.muster.run.RepeatGate;
import dev.muster.run.RunProgress;
import dev.muster.run.SuppressionList;
import dev.muster.run.Work;
import dev.muster.schedule.Opening;
import dev.muster.source.SourceRequirements;
import dev.muster.source.UnfitSource;
import dev.muster.store.Store;
import dev.muster.store.Stretch;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Before anyone is sent to: a later execution takes those up who waited and are due now, and asks
 * again whom other runs have reached meanwhile; the control group's triggers that are due are held
 * against the same; and whoever watches is told how many users there are.
 *
 * @param control of a live campaign
 */
record OpenTasklet(
    Work work,
    Store store,
    OptedOut optedOut,
    SuppressionList suppressions,
    AccountWait turn,
    Account account,
    SourceQuestions questions,
    ControlDue control,
    TransactionTemplate transaction,
    RunProgress progress,
    DeliveryForecast forecast,
    Clock clock)
    implements Tasklet {
  private static final Logger log = LoggerFactory.getLogger(OpenTasklet.class);

  @Override
  public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
    var run = work.run();
    requireFit();
    if (run.executions() > 1) {
      if (!work.windows().alwaysOpen()) {
        holding(() -> store.members().windows().open(run.key(), clock.instant()));
      }
      suppressOptedOut();
    }
    suppressListed();
    // Triggers have passed these gates one after the other when they were taken up.
    if (run.executions() > 1 && !work.campaign().who().isLive()) {
      transaction.executeWithoutResult(_ -> {
        // Before the claim: whoever asks the run to stop writes its row.
        turn.takeForThisTransaction();
        work.claim().holdForThisTransaction();
        new RepeatGate(store, run, work.campaign().who().again()).close();
        new FrequencyGate(store, run, work.campaign().who(), account).close();
        store.gates().closeAgain(run.key(), Verdict.REPEATED);
        store.gates().closeAgain(run.key(), Verdict.FREQUENCY_CAPPED);
      });
    }
    if (work.campaign().who().isLive()) {
      control.test();
    }
    tellOfExpired();
    var pending = users().getOrDefault(Verdict.PENDING, 0L);
    progress.delivers(run.id(), pending);
    forecast.begins(pending);
    return RepeatStatus.FINISHED;
  }

  /** Where nobody has an end but by the gates, these have only just counted them. */
  private Map<Verdict, Long> users() {
    var run = work.run();
    var everybody = new Stretch(1, store.members().last(run.key()));
    return run.executions() == 1
            && !work.campaign().who().isLive()
            && store.outcomes().tellOfNobody(run.key(), everybody)
        ? store.gates().counted(run.key())
        : store.members().verdicts(run.key());
  }

  /** Nobody else would: the forecast is about those who may still be sent to. */
  private void tellOfExpired() {
    if (work.windows().alwaysOpen()) {
      return;
    }
    var now = clock.instant();
    var users =
        store.members().windows().openings(work.run().key()).stream()
            .filter(opening -> opening.expiresAt() != null && !opening.expiresAt().isAfter(now))
            .mapToLong(Opening::left)
            .sum();
    if (users > 0) {
      log.warn(
          "{}: {} will not be reached: their cut-off had passed before this launch could send",
          work.run().id(),
          Figures.users(users));
    }
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
      SourceRequirements.requireFit(optedOut.source());
      if (work.run().executions() > 1) {
        SourceRequirements.requireOneProfileEach(optedOut.source());
      }
    } catch (UnfitSource e) {
      throw questions.unfit(e);
    } catch (SQLException e) {
      throw questions.told(
          new DataAccessResourceFailureException("the source could not be asked", e));
    }
  }

  /** A profile tells of itself when its turn comes, but not of others of the same person. */
  private void suppressOptedOut() {
    var run = work.run().key();
    try {
      optedOut.each((anonymous, ids) ->
          holding(() -> store.members().suppress(run, anonymous, ids, clock.instant())));
    } catch (SQLException e) {
      throw questions.told(
          new DataAccessResourceFailureException("the opt-outs were not to be had", e));
    }
  }

  private void suppressListed() {
    var run = work.run().key();
    suppressions.each(
        users -> holding(() -> store.members().suppressListed(run, users, clock.instant())));
  }
}
