package dev.muster.store;

import com.zaxxer.hikari.HikariDataSource;
import dev.muster.campaign.RunId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Locks of H2, which has none of sessions: a row each, of which a session of the holder's keeps a
 * version uncommitted. The database lets go of it with the session, however its worker died. What
 * is committed meanwhile is a sign of life: whoever cannot write it any more has lost the lock.
 */
final class RowLocks implements RunLock.Locks {
  private static final Logger log = LoggerFactory.getLogger(RowLocks.class);

  /** How long a holder may be unable to write. */
  static final Duration SILENCE = Duration.ofSeconds(6);

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private static final Pattern FILE = Pattern.compile("(?i)^jdbc:h2:(file:|[./~])");

  private final JdbcTemplate jdbc;
  private final DataSource dataSource;
  private final Clock clock;
  private final String holder;

  /** The database's, while it can be asked. */
  private volatile @Nullable String url;

  /**
   * Locks for one worker.
   *
   * @param clock the real time
   * @param holder the worker's host and process
   */
  RowLocks(DataSource dataSource, Clock clock, String holder) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.dataSource = dataSource;
    this.clock = clock;
    // A process that was started anew in a container has the same host and number.
    this.holder = holder + " since " + clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  @Override
  @SuppressWarnings("MustBeClosedChecker") // the lock is the connection, and ends with it
  public RunLock.Attempt tryLock(RunId run) {
    var name = run.toString();
    makeRow(name);
    try {
      var connection = dataSource.getConnection();
      try {
        connection.setAutoCommit(false);
        if (locked(connection, name)) {
          url = connection.getMetaData().getURL();
          return new RunLock.Attempt(Optional.of(new Session(connection, name).kept()), holder);
        }
        connection.close();
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException(
          "the lock of run " + run + " was not to be had", e);
    }
    return new RunLock.Attempt(Optional.empty(), holder(name).orElse("another worker"));
  }

  @Override
  public RunLock.Look look(RunId run) {
    return new RunLock.Look(holder(run.toString()), renewedAt(run.toString()));
  }

  private void makeRow(String run) {
    try {
      jdbc.update(
          """
          insert into muster_lock (run)
          select ? where not exists (select 1 from muster_lock where run = ?)
          """,
          run,
          run);
    } catch (DuplicateKeyException e) {
      // Somebody else has made it.
    }
  }

  /** Nobody is waited for. */
  private boolean locked(Connection connection, String run) throws SQLException {
    try (var free =
            connection.prepareStatement(
                "select run from muster_lock where run = ? for update skip locked");
        var taken =
            connection.prepareStatement(
                """
                update muster_lock set holder = ? || ' (database session ' || session_id() || ')'
                where run = ?
                """)) {
      free.setString(1, run);
      try (var row = free.executeQuery()) {
        if (!row.next()) {
          return false;
        }
      }
      taken.setString(1, holder);
      taken.setString(2, run);
      return taken.executeUpdate() == 1;
    }
  }

  /** What is not committed, and never will be: no one else sees it. */
  private Optional<String> holder(String run) {
    return Optional.ofNullable(
        jdbc.execute((Connection connection) -> {
          connection.setTransactionIsolation(Connection.TRANSACTION_READ_UNCOMMITTED);
          try (var statement =
              connection.prepareStatement("select holder from muster_lock where run = ?")) {
            statement.setString(1, run);
            try (var row = statement.executeQuery()) {
              return row.next() ? row.getString(1) : null;
            }
          } finally {
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
          }
        }));
  }

  private @Nullable Instant renewedAt(String run) {
    return jdbc
        .query(
            "select renewed_at from muster_lease where run = ?",
            (row, _) -> Times.read(row, "renewed_at"),
            run)
        .stream()
        .findFirst()
        .orElse(null);
  }

  /** Where the database's file is, as its URL has it; nothing where it has none of its own. */
  private Optional<Path> file() {
    return Optional.ofNullable(url)
        .filter(found -> FILE.matcher(found).find())
        .map(found -> Path.of(SharedFile.path(found)));
  }

  /** A lock that is ours as long as its session lives and the database can be written to. */
  private final class Session implements RunLock {
    private final Connection connection;
    private final String run;
    private final ScheduledExecutorService heartbeat =
        Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());

    private volatile long renewed = System.nanoTime();
    private volatile @Nullable String lost;

    /**
     * What a file has not taken, an embedded database has lost: those who work with it may hang.
     */
    private volatile boolean broken;

    private volatile @Nullable String failure;

    private Session(Connection connection, String run) {
      this.connection = connection;
      this.run = run;
    }

    private Session kept() {
      renew();
      var pause = PAUSE.toMillis();
      var _ = heartbeat.scheduleAtFixedRate(this::renew, pause, pause, TimeUnit.MILLISECONDS);
      return this;
    }

    private void renew() {
      var now = System.nanoTime();
      try {
        if (!isOurs()) {
          return;
        }
        jdbc.update(
            "merge into muster_lease (run, renewed_at) values (?, ?)",
            run,
            Times.bind(clock.instant()));
        renewed = now;
        failure = null;
      } catch (RuntimeException e) {
        // Tried again with the next beat; without success the lock is soon not held any more.
        tell(e);
      }
    }

    private void tell(RuntimeException e) {
      var said = said(e);
      if (failure == null) {
        log.warn("The lease of run {} could not be renewed: {}", run, said);
      }
      failure = said;
    }

    private String said(Exception e) {
      var said =
          DatabaseSays.within(e)
              .map(DatabaseSays::of)
              .orElseGet(() -> e.getClass().getSimpleName());
      if (FullDisk.isMeant(e)) {
        broken = true;
      } else if (file().filter(FullDisk::isAt).isPresent()) {
        // A database that has closed itself for that reason tells only that it is closed.
        broken = true;
        said += "; no space is left on the disk that its file is on";
      }
      return said;
    }

    @Override
    public boolean held() {
      return isOurs() && loss().isEmpty();
    }

    private synchronized boolean isOurs() {
      if (lost == null) {
        lost = asked();
      }
      return lost == null;
    }

    /** Our own version of the row is seen by our own session alone. */
    private @Nullable String asked() {
      try (var statement =
          connection.prepareStatement("select holder from muster_lock where run = ?")) {
        statement.setString(1, run);
        try (var row = statement.executeQuery()) {
          return row.next() && row.getString(1) != null ? null : "its database session is another";
        }
      } catch (SQLException e) {
        return said(e);
      }
    }

    @Override
    public Optional<String> loss() {
      var why = lost;
      if (why != null) {
        return Optional.of(why);
      }
      var over = System.nanoTime() - renewed >= SILENCE.toNanos();
      if (!broken && !over) {
        return Optional.empty();
      }
      var said = failure;
      return Optional.of(
          said == null
              ? "it could not be renewed for %d seconds".formatted(SILENCE.toSeconds())
              : "it could not be renewed: " + said);
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // closed where it is locked no more
    public void close() {
      // Without an interrupt, which would close the file that it may be writing to.
      heartbeat.shutdown();
      try {
        remove("muster_lease");
        remove("muster_lock");
        connection.commit();
        connection.close();
      } catch (SQLException e) {
        evict();
      }
    }

    private void remove(String table) throws SQLException {
      try (var statement = connection.prepareStatement("delete from " + table + " where run = ?")) {
        statement.setString(1, run);
        statement.execute();
      }
    }

    /** In the pool the next one would get a session that has ended; H2 can abort none. */
    private void evict() {
      try {
        if (dataSource.isWrapperFor(HikariDataSource.class)) {
          dataSource.unwrap(HikariDataSource.class).evictConnection(connection);
        }
        connection.close();
      } catch (SQLException e) {
        // The connection is gone, and the lock with it.
      }
    }
  }
}
