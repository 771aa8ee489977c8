package dev.muster.store;

import dev.muster.campaign.RunId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One worker per run. Whoever holds a run's lock may work on it; a worker that dies loses it by
 * itself. Held from {@link Locks#tryLock} until closed.
 */
public interface RunLock extends AutoCloseable {
  /** SQLSTATE, of our own, of a database session that a pooler shares: it can hold no lock. */
  String SHARED_SESSION = "MU001";

  /** Whether it is still ours: its connection may have broken, or another worker taken over. */
  boolean held();

  /** Why it is ours no more, as far as that is known; asks no database, and never waits. */
  Optional<String> loss();

  @Override
  void close();

  /** The locks of one database. */
  interface Locks {

    /**
     * Tries once to take a run's lock.
     *
     * @return the lock, or who has it
     */
    Attempt tryLock(RunId run);

    /** Looks who has a run's lock, without taking it. */
    Look look(RunId run);
  }

  /** Who is told when a lock is lost; from a thread that works on nothing else. */
  interface Guard {
    /** Does nothing. */
    Guard NONE =
        new Guard() {
          @Override
          public void lost(RunId run, String why) {}

          @Override
          public void hangs(RunId run, String why) {}
        };

    /** Nothing may be done under the lock any more. */
    void lost(RunId run, String why);

    /** Whoever held it has not let it go for the time of a lease since then. */
    void hangs(RunId run, String why);
  }

  /**
   * What was seen of a lock.
   *
   * @param holder who holds it, a host and a process; nothing where nobody does
   * @param lastSign when its last holder is known to have lived, or null where that is not kept
   */
  record Look(Optional<String> holder, @Nullable Instant lastSign) {

    /** Whether somebody holds it. */
    public boolean held() {
      return holder.isPresent();
    }
  }

  /**
   * What came of a try.
   *
   * @param lock the lock, when it was free
   * @param holder who holds it, when it was not; a host and a process
   */
  record Attempt(Optional<RunLock> lock, String holder) {}
}
