package dev.muster.app;

import com.zaxxer.hikari.HikariDataSource;
import dev.muster.store.LockWaits;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once for whom sessions of PostgreSQL wait: who has forgotten a transaction somewhere keeps a
 * statement of ours waiting without a word until its {@code lock_timeout}.
 */
final class LockWatch {
  private static final Logger log = LoggerFactory.getLogger(LockWatch.class);

  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final HikariDataSource pool;
  private final LockWaits waits;
  private final Set<LockWaits.Wait> told = new HashSet<>();

  private LockWatch(HikariDataSource pool) {
    this.pool = pool;
    this.waits = new LockWaits(pool);
  }

  /** Watches a pool of sessions of PostgreSQL until it is closed. */
  static void on(HikariDataSource pool) {
    Thread.ofPlatform().daemon().name("muster-lock-watch").start(new LockWatch(pool)::watch);
  }

  private void watch() {
    try {
      while (!pool.isClosed()) {
        Thread.sleep(PAUSE);
        if (isAtWork()) {
          look();
        }
      }
    } catch (InterruptedException e) {
      // Nobody does, but then it is over.
    }
  }

  /** Only with one to spare: nobody is to wait for a session because of this one. */
  private boolean isAtWork() {
    var sessions = pool.getHikariPoolMXBean();
    return sessions.getActiveConnections() > 0
        && sessions.getActiveConnections() < pool.getMaximumPoolSize();
  }

  private void look() {
    try {
      waits.found().stream()
          .filter(told::add)
          .forEach(wait -> log.warn("The database lets Muster wait: {}; it goes on then", wait));
    } catch (RuntimeException e) {
      // Whoever works with the database meets it, too, and says it.
    }
  }
}
