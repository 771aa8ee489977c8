package dev.muster.run;

import dev.muster.campaign.RunId;
import dev.muster.store.Run;
import dev.muster.store.RunLock;
import dev.muster.store.RunState;
import dev.muster.store.RunStatus;
import dev.muster.store.Store;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Ends unfinished runs for good: nothing more is ever sent for them.
 *
 * @param lockWait how long to wait for a run that another worker holds
 */
public record Abandonment(JobRecord record, Endings endings, Duration lockWait, Clocks clocks) {

  /**
   * Abandons a run; one that is finished is left as it is.
   *
   * @param reason why, for the report, or null
   * @throws InterruptedException while it waits for another worker
   */
  public RunEnd abandon(RunId id, @Nullable String reason) throws InterruptedException {
    var attempt = new LockWait(store().locks(), lockWait).lock(id);
    if (attempt.lock().isEmpty()) {
      return new RunEnd.Held(id, attempt.holder());
    }
    try (RunLock _ = attempt.lock().get()) {
      var run = store().runs().get(id);
      var complete = record.recover(run);
      var doubt = doubt();
      if (run.status() == RunStatus.RUNNING) {
        // Its worker died, and nobody knows what it has sent of its last chunks.
        doubt.noteIfDelivering(run);
      }
      if (run.status().unfinished()) {
        end(run, complete, reason, doubt);
      }
      return new RunEnd.Worked(id);
    }
  }

  /** Both or none: of a run that goes on, nobody is taken for reached who was not. */
  private void end(Run run, boolean complete, @Nullable String reason, Doubt doubt) {
    var now = clocks.program().instant();
    var state = complete ? new RunState.Completed(now) : new RunState.Abandoned(now, reason);
    endings.inOne(() -> {
      var ended = endings.write(run, state, new RunEnd.Worked(run.id()));
      if (ended.isPresent() && !complete) {
        doubt.takeForReached(store().runs().get(run.id()));
        store().compared().forgetUnlessReached(run.key());
      }
      return ended;
    });
  }

  /** How many users of a run may have been sent to at most without anyone knowing. */
  public long inDoubt(RunId id) {
    return doubt().users(store().runs().get(id));
  }

  private Doubt doubt() {
    return new Doubt(store(), record, clocks.real());
  }

  private Store store() {
    return endings.store();
  }
}
