package dev.muster.run;

import dev.muster.gate.Verdict;
import dev.muster.store.Run;
import dev.muster.store.RunState;
import dev.muster.store.Store;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes a completed run unfinished again, with those users pending whom the Segment API rejected. A
 * launch then goes on with it as with any other; only for whoever holds the run's lock.
 */
public record Reopening(Store store, JobRecord record, TransactionTemplate transaction) {

  /**
   * What there is to object, in one line.
   *
   * @param now the real time
   */
  Optional<String> objection(Run run, Consent consent, Instant now) {
    if (run.prunedAt() != null) {
      return Optional.of(
          "it was pruned at %s: its users are known no more".formatted(run.prunedAt()));
    }
    return switch (run.state()) {
      case RunState.Completed _ -> completed(run, consent, now);
      case RunState.Refused _, RunState.Abandoned _, RunState.Missed _ ->
          Optional.of("it is %s: nothing is sent for it any more".formatted(run.status().key()));
      case RunState.Planned _,
          RunState.Running _,
          RunState.Waiting _,
          RunState.Stopped _,
          RunState.Failed _ ->
          Optional.of(
              "it is unfinished (%s); finish it first: 'muster restart %s'"
                  .formatted(run.status().key(), run.id()));
    };
  }

  private Optional<String> completed(Run run, Consent consent, Instant now) {
    // Of a live campaign's run nothing is kept there; it has no steps that must not be repeated.
    if (!store.runs().isLive(run.key()) && !record.isComplete(run)) {
      return Optional.of("what Spring Batch knew of it is lost: it would be begun anew");
    }
    return consent.duplicates() ? Optional.empty() : partlySent(run, now);
  }

  private Optional<String> partlySent(Run run, Instant now) {
    var last = partlySentUntil(run);
    return last != null && last.plus(Doubt.REMEMBERED).isBefore(now)
        ? Optional.of(
            ("up to %,d users may have been sent a part of their messages until %s, and after %d"
                    + " hours the Segment API would not know them again; add --accept-duplicates to"
                    + " send all of them nevertheless")
                .formatted(
                    store.members().verdicts(run.key()).getOrDefault(Verdict.REJECTED, 0L),
                    last,
                    Doubt.REMEMBERED.toHours()))
        : Optional.empty();
  }

  /** Of several messages for a user, the Segment API may have accepted some until then; or null. */
  private @Nullable Instant partlySentUntil(Run run) {
    var sent = store.deliveries().totals(run.key());
    var users = store.members().verdicts(run.key()).getOrDefault(Verdict.ACCEPTED, 0L);
    return sent.messages() > users ? sent.lastAcceptedAt() : null;
  }

  /**
   * Does it; all of it is there afterwards, or nothing.
   *
   * @return whether it is done: if not, another worker has the run
   */
  boolean reopen(Run run) {
    if (!(run.state() instanceof RunState.Completed(var at))) {
      return false;
    }
    var doubtSince = partlySentUntil(run);
    return transaction.execute(_ -> {
      if (store.states().reopen(run, new RunState.Stopped(at, null), doubtSince).isEmpty()) {
        return false;
      }
      store.rejections().takeBack(run.key(), 1);
      store.results().write(run.key());
      record.reopen(run);
      return true;
    });
  }
}
