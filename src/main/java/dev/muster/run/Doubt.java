package dev.muster.run;

import dev.muster.store.Run;
import dev.muster.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether going on with a run could reach someone twice. The Segment API drops a message that it
 * has stored already, but knows its id for about a day only.
 */
record Doubt(Store store, JobRecord record, Clock real) {
  /** How long the Segment API knows a message by its id. */
  static final Duration REMEMBERED = Duration.ofHours(24);

  /** Notes that nobody knows what was sent for chunks that were not committed. */
  void noteIfDelivering(Run run) {
    if (record.deliveryBegun(run)) {
      store.runs().doubt(run.key(), lastSign(run));
    }
  }

  /** The latest moment at which a worker that died is known to have lived. */
  private Instant lastSign(Run run) {
    var accepted = store.deliveries().totals(run.key()).lastAcceptedAt();
    var begun = record.lastBegun(run).orElse(run.startedAt());
    // Under a rehearsed clock, acceptances are not told in real time.
    var now = real.instant();
    return accepted != null && accepted.isAfter(begun) && accepted.isBefore(now) ? accepted : begun;
  }

  /** How many users of a run may have been sent to at most without anyone knowing. */
  long users(Run run) {
    return run.doubtSince() == null ? 0 : store.results().inDoubt(run);
  }

  /** Has later runs take these users for reached. */
  void takeForReached(Run run) {
    var chunk = run.chunkSize();
    if (run.doubtSince() != null && chunk != null) {
      store.members().notePossiblyReached(run.key(), run.partitions(), chunk);
      store.contacts().addPossiblyReached(run.key());
    }
  }

  /**
   * What there is to object, in one line.
   *
   * @param now the real time
   */
  Optional<String> objection(Run run, Instant now) {
    var since = run.doubtSince();
    if (since == null || !since.plus(REMEMBERED).isBefore(now)) {
      return Optional.empty();
    }
    var users = users(run);
    return users == 0
        ? Optional.empty()
        : Optional.of(
            ("up to %,d users may have been sent to at %s without anyone knowing, and after %d hours"
                    + " the Segment API would not know their messages again; add --accept-duplicates"
                    + " to send to them nevertheless, or end the run with 'muster abandon %s'")
                .formatted(users, Figures.second(since), REMEMBERED.toHours(), run.id()));
  }
}
