package dev.muster.run.job;

import static java.util.Objects.requireNonNull;

import dev.muster.log.Event;
import dev.muster.run.AccountWait;
import dev.muster.run.Claim;
import dev.muster.run.Figures;
import dev.muster.run.Freezing;
import dev.muster.store.Run;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * The gates that need the whole audience, in one transaction. Where one refuses the run, the step
 * ends {@link #REFUSED}, with the reason as its description; gates that are closed stay as they
 * are.
 */
record GatesTasklet(Claim claim, AccountWait turn, Freezing freezing) implements Tasklet {
  /** The step's exit code when the run must not go on. */
  static final String REFUSED = "REFUSED";

  @Override
  public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
    // Nobody else closes them. Before the claim: whoever asks the run to stop writes its row.
    var open = !freezing.areGatesClosed();
    if (open) {
      turn.takeForThisTransaction();
    }
    claim.holdForThisTransaction();
    if (open) {
      freezing.store().members().analyze();
      tell(freezing.run());
      freezing
          .closeGates()
          .ifPresent(reason -> contribution.setExitStatus(new ExitStatus(REFUSED, reason)));
    }
    return RepeatStatus.FINISHED;
  }

  /** Its audience is known, whatever the gates say of it. */
  private void tell(Run run) {
    var users = requireNonNull(freezing.store().runs().get(run.id()).qualified());
    Event.RUN_QUALIFIED
        .line()
        .addKeyValue(Event.USERS, users)
        .log("{}: {} qualified", run.id(), Figures.users(users));
  }
}
