package dev.muster.store;

import dev.muster.campaign.RunId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * Session advisory locks of PostgreSQL, each on a connection of its own: the server lets go of one
 * as soon as the connection of its worker ends, however that worker died.
 */
final class AdvisoryLocks implements RunLock.Locks {
  private static final String KEY = "hashtextextended('muster run ' || ?, 0)";

  /** More than an answer is waited for, and the pause before it. */
  private static final Duration SILENCE = Duration.ofSeconds(8);

  /** Of this database: another one on the same server may have a run of the same name. */
  private static final String HOLDERS =
      """
      select a.application_name, a.pid, a.backend_start
      from pg_locks l join pg_stat_activity a on a.pid = l.pid
      where l.locktype = 'advisory' and l.granted and l.objsubid = 1
        and l.database = (select oid from pg_database where datname = current_database())
        and (l.classid::bigint << 32 | l.objid::bigint) = %s
      """
          .formatted(KEY);

  private final DataSource dataSource;

  AdvisoryLocks(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  @SuppressWarnings("MustBeClosedChecker") // the lock is the connection, and ends with it
  public RunLock.Attempt tryLock(RunId run) {
    try {
      var connection = dataSource.getConnection();
      try {
        // Before the lock is taken, which a shared session would keep for nobody.
        var process = ownProcess(connection, dataSource);
        if (locked(connection, run)) {
          return new RunLock.Attempt(
              Optional.of(new Session(connection, run, process).watched()), "this process");
        }
        var holder = holder(connection, run).orElse("another worker");
        connection.close();
        return new RunLock.Attempt(Optional.empty(), holder);
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException(
          "the lock of run " + run + " was not to be had", e);
    }
  }

  private static boolean locked(Connection connection, RunId run) throws SQLException {
    try (var statement = connection.prepareStatement("select pg_try_advisory_lock(" + KEY + ")")) {
      statement.setString(1, run.toString());
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  /**
   * Finds out whether sessions are their clients' own, as a lock needs them.
   *
   * @throws SQLException when a pooler shares them, or the database cannot be asked
   */
  static void requireOwnSession(DataSource dataSource) throws SQLException {
    try (var connection = dataSource.getConnection()) {
      var _ = ownProcess(connection, dataSource);
    }
  }

  /**
   * The server's process that works for a connection, and for no other.
   *
   * @throws SQLException when there is none, since a pooler between us and the server hands it to
   *     whoever has a transaction
   */
  private static int ownProcess(Connection connection, DataSource dataSource) throws SQLException {
    var process = processOf(connection);
    // A pooler tells its clients a process of its own making (PgBouncer: "BackendKeyData").
    if (connection.unwrap(PGConnection.class).getBackendPID() != process
        && isShared(connection, process, dataSource)) {
      throw new SQLException("the session is shared with others", RunLock.SHARED_SESSION);
    }
    return process;
  }

  /** Whether another transaction works in the same process of the server, or displaces us. */
  private static boolean isShared(Connection connection, int process, DataSource dataSource)
      throws SQLException {
    try (var other = dataSource.getConnection()) {
      other.setAutoCommit(false);
      var others = processOf(other);
      var ours = processOf(connection);
      other.rollback();
      return others == process || ours != process;
    }
  }

  /** The server's process that works for a connection. */
  private static int processOf(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("select pg_backend_pid()")) {
      row.next();
      return row.getInt(1);
    }
  }

  @Override
  public RunLock.Look look(RunId run) {
    try (var connection = dataSource.getConnection()) {
      return new RunLock.Look(holder(connection, run), null);
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException(
          "the lock of run " + run + " could not be looked at", e);
    }
  }

  private static Optional<String> holder(Connection connection, RunId run) throws SQLException {
    try (var statement = connection.prepareStatement(HOLDERS)) {
      statement.setString(1, run.toString());
      try (var row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(
                "%s (database session %d since %s)"
                    .formatted(row.getString(1), row.getInt(2), row.getString(3)))
            : Optional.empty();
      }
    }
  }

  /** A lock that is ours as long as its connection lives, and leads to the same process. */
  private static final class Session implements RunLock {
    private static final int SECONDS = 5;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Connection connection;
    private final RunId run;
    private final int process;
    private final ScheduledExecutorService heartbeat =
        Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());

    private volatile long answered = System.nanoTime();
    private volatile @Nullable String lost;

    /**
     * The lock of a session.
     *
     * @param process the server's process that has the lock
     */
    private Session(Connection connection, RunId run, int process) {
      this.connection = connection;
      this.run = run;
      this.process = process;
    }

    /** Asks again and again: who only reads, or waits, would not find out. */
    private Session watched() {
      var pause = PAUSE.toMillis();
      var _ = heartbeat.scheduleWithFixedDelay(this::held, pause, pause, TimeUnit.MILLISECONDS);
      return this;
    }

    @Override
    public synchronized boolean held() {
      if (lost == null) {
        lost = asked();
        answered = System.nanoTime();
      }
      return lost == null;
    }

    private @Nullable String asked() {
      try {
        if (!connection.isValid(SECONDS)) {
          return DatabaseSays.LOST_CONNECTION;
        }
        return processOf(connection) == process ? null : "its database session is another";
      } catch (SQLException e) {
        return DatabaseSays.of(e);
      }
    }

    @Override
    public Optional<String> loss() {
      var why = lost;
      return why == null && System.nanoTime() - answered >= SILENCE.toNanos()
          ? Optional.of(
              "the database has not answered for %d seconds".formatted(SILENCE.toSeconds()))
          : Optional.ofNullable(why);
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // closed where it is locked no more
    public void close() {
      heartbeat.shutdown();
      try (var statement = connection.prepareStatement("select pg_advisory_unlock(" + KEY + ")")) {
        statement.setString(1, run.toString());
        statement.execute();
        connection.close();
      } catch (SQLException e) {
        // Back in the pool it could still have the lock.
        abort();
      }
    }

    private void abort() {
      try {
        connection.abort(Runnable::run);
        connection.close();
      } catch (SQLException e) {
        // The connection is gone, and the lock with it.
      }
    }
  }
}
