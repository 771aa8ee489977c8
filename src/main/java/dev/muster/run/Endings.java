package dev.muster.run;

import dev.muster.campaign.RunId;
import dev.muster.gate.Verdict;
import dev.muster.log.Event;
import dev.muster.store.Accounting;
import dev.muster.store.Purpose;
import dev.muster.store.Run;
import dev.muster.store.RunState;
import dev.muster.store.Store;
import dev.muster.store.Transition;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes down how runs end, and in the same transaction what somebody is told of it.
 *
 * @param record forgets live campaigns' runs that are finished: there may be one a second, and
 *     nobody asks for what it keeps of them
 * @param witness is told of every end
 */
public record Endings(
    Store store, JobRecord record, TransactionTemplate transaction, RunWitness witness) {

  /** All of it is there afterwards, or nothing. */
  <T> T inOne(Supplier<T> work) {
    return transaction.execute(_ -> work.get());
  }

  /**
   * How an execution ended.
   *
   * @param run as it was found
   * @return nothing if somebody has changed the run since
   */
  Optional<Transition> write(Run run, RunState.Ended state, RunEnd end) {
    return inOne(() -> told(run, store.states().ends(run, state), end));
  }

  /** The same of a run whose users were counted since its last chunk. */
  Optional<Transition> writeCounted(Run run, RunState.Ended state, RunEnd end) {
    return inOne(() -> told(run, store.states().endsCounted(run, state), end));
  }

  private Optional<Transition> told(Run run, Optional<Transition> transition, RunEnd end) {
    transition.ifPresent(made -> {
      if (made.to() instanceof RunState.Completed && !isRetriable(run)) {
        store.compared().forgetUnlessReached(run.key());
      }
      if (isOver(made.to()) && store.runs().isLive(run.key())) {
        record.forget(run);
        if (made.to() instanceof RunState.Abandoned) {
          store.live().dueControl().loseAll(run);
        }
        store.live().dueControl().forget(run.key());
      }
      witness.ended(made, end);
    });
    return transition;
  }

  private static boolean isOver(RunState state) {
    return state instanceof RunState.Completed || state instanceof RunState.Abandoned;
  }

  /** Whether some of its users may be reached yet although it is completed. */
  private boolean isRetriable(Run run) {
    // As it is now: what it has come to is written down, and need not be counted again.
    var completed = store.runs().get(run.key());
    return Accounting.of(store, completed).count(Verdict.REJECTED) > 0;
  }

  /**
   * Runs that no launch began in time.
   *
   * @return those that nobody knew of
   */
  public List<RunId> missed(Missing missing, Purpose purpose) {
    var runs = writeMissed(missing, purpose);
    runs.forEach(run -> Event.RUN_MISSED.line(run).log("{}: was missed", run));
    return runs;
  }

  private List<RunId> writeMissed(Missing missing, Purpose purpose) {
    return inOne(() -> {
      var transitions =
          store.states().miss(missing.reasons(), missing.accountZone(), purpose, missing.now());
      if (!transitions.isEmpty()) {
        witness.missed(missing, transitions);
      }
      return transitions.stream().map(Transition::run).toList();
    });
  }
}
