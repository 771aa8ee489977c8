package dev.muster.report;

import dev.muster.store.Run;
import dev.muster.store.Store;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What nobody knows of a run: some of its users without an end may have been sent to, by a worker
 * that died, or lost its connections, before it had written that down.
 *
 * @param users how many at most
 * @param since when the last is known that was written down
 */
public record InDoubt(long users, Instant since) {

  /** What is in doubt of a run, or null when nothing is. */
  static @Nullable InDoubt of(Store store, Run run, @Nullable Instant goneSince) {
    var since = since(store, run, goneSince);
    if (since == null || run.prunedAt() != null) {
      return null;
    }
    var users = store.results().inDoubt(run);
    return users == 0 ? null : new InDoubt(users, since);
  }

  /**
   * Since when something is, or null. A worker that is gone had sent to nobody before the gates.
   */
  static @Nullable Instant since(Store store, Run run, @Nullable Instant goneSince) {
    if (run.doubtSince() != null) {
      return run.doubtSince();
    }
    return goneSince != null && store.gates().areClosed(run.key()) ? goneSince : null;
  }
}
