package dev.muster.store;

import dev.muster.campaign.RunId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Leases in a table of H2, which has no session locks: the holder renews its row, and a row that
 * was not renewed for {@link #LIFE} may be taken over.
 */
final class LeaseLocks implements RunLock.Locks {
  private static final Logger log = LoggerFactory.getLogger(LeaseLocks.class);

  static final Duration LIFE = Duration.ofSeconds(6);
  private static final Duration RENEWAL = Duration.ofSeconds(1);

  private final JdbcTemplate jdbc;
  private final Clock clock;
  private final String holder;

  /**
   * Leases for one worker.
   *
   * @param clock the real time
   * @param holder the worker's host and process, and something that no other worker has
   */
  LeaseLocks(JdbcTemplate jdbc, Clock clock, String holder) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.holder = holder;
  }

  @Override
  public RunLock.Attempt tryLock(RunId run) {
    var name = run.toString();
    if (!take(name)) {
      var other =
          jdbc.queryForList("select holder from muster_lease where run = ?", String.class, name);
      return new RunLock.Attempt(
          Optional.empty(), other.isEmpty() ? "another worker" : other.getFirst());
    }
    var lease = new Lease(name);
    lease.keep();
    return new RunLock.Attempt(Optional.of(lease), holder);
  }

  private boolean take(String run) {
    var now = clock.instant();
    var expired =
        jdbc.update(
            "update muster_lease set holder = ?, renewed_at = ? where run = ? and renewed_at < ?",
            holder,
            Times.bind(now),
            run,
            Times.bind(now.minus(LIFE)));
    if (expired == 1) {
      return true;
    }
    try {
      return jdbc.update(
              """
              insert into muster_lease (run, holder, renewed_at)
              select ?, ?, ? where not exists (select 1 from muster_lease where run = ?)
              """,
              run,
              holder,
              Times.bind(now),
              run)
          == 1;
    } catch (DuplicateKeyException e) {
      return false;
    }
  }

  /** A lease that is ours, renewed by a thread of its own. */
  private final class Lease implements RunLock {
    private final String run;
    private final ScheduledExecutorService heartbeat =
        Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());

    private volatile Instant renewedAt = clock.instant();
    private volatile boolean lost;

    private Lease(String run) {
      this.run = run;
    }

    private void keep() {
      var pause = RENEWAL.toMillis();
      var _ = heartbeat.scheduleAtFixedRate(this::renew, pause, pause, TimeUnit.MILLISECONDS);
    }

    private void renew() {
      var now = clock.instant();
      try {
        var ours =
            jdbc.update(
                "update muster_lease set renewed_at = ? where run = ? and holder = ?",
                Times.bind(now),
                run,
                holder);
        lost = lost || ours == 0;
        renewedAt = now;
      } catch (DataAccessException e) {
        // Tried again with the next beat; without success the lease is soon not held any more.
        log.warn("The lease of run {} could not be renewed", run);
      }
    }

    @Override
    public boolean held() {
      return !lost && clock.instant().isBefore(renewedAt.plus(LIFE));
    }

    @Override
    public void close() {
      heartbeat.shutdownNow();
      jdbc.update("delete from muster_lease where run = ? and holder = ?", run, holder);
    }
  }
}
