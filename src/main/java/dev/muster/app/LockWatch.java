package dev.muster.app;

import com.zaxxer.hikari.HikariDataSource;
import dev.muster.store.LockWaits;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once for whom sessions of PostgreSQL wait: who has forgotten a transaction somewhere keeps a
 * statement of ours waiting without a word until its {@code lock_timeout}. Who is asked to end ends
 * such waits.
 */
final class LockWatch {
  private static final Logger log = LoggerFactory.getLogger(LockWatch.class);

  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Set<LockWaits.Wait> told = ConcurrentHashMap.newKeySet();
  private volatile boolean ending;

  /** Watches a pool of sessions of PostgreSQL until it is closed. */
  void watch(HikariDataSource pool) {
    Thread.ofPlatform().daemon().name("muster-lock-watch").start(() -> watching(pool));
  }

  /** What was waited for. */
  Set<LockWaits.Wait> told() {
    return Set.copyOf(told);
  }

  /** Has statements fail, from now on, that wait for a lock which is not let go soon. */
  void endWaits() {
    ending = true;
  }

  private void watching(HikariDataSource pool) {
    var waits = new LockWaits(pool);
    try {
      while (!pool.isClosed()) {
        Thread.sleep(PAUSE);
        if (isAtWork(pool)) {
          look(waits);
        }
      }
    } catch (InterruptedException e) {
      // Nobody does, but then it is over.
    }
  }

  /** Only with one to spare: nobody is to wait for a session because of this one. */
  private boolean isAtWork(HikariDataSource pool) {
    var sessions = pool.getHikariPoolMXBean();
    return sessions.getActiveConnections() > 0
        && sessions.getActiveConnections() < pool.getMaximumPoolSize();
  }

  private void look(LockWaits waits) {
    try {
      waits.found().stream()
          .filter(told::add)
          .forEach(wait -> log.warn("The database lets Muster wait: {}; it goes on then", wait));
      if (ending) {
        waits.end();
      }
    } catch (RuntimeException e) {
      // Whoever works with the database meets it, too, and says it.
    }
  }
}
