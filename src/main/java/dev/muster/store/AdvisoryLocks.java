package dev.muster.store;

import dev.muster.campaign.RunId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * Session advisory locks of PostgreSQL, each on a connection of its own: the server lets go of one
 * as soon as the connection of its worker ends, however that worker died.
 */
final class AdvisoryLocks implements RunLock.Locks {
  private static final String KEY = "hashtextextended('muster run ' || ?, 0)";

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
        var process = ownProcess(connection);
        if (locked(connection, run)) {
          return new RunLock.Attempt(
              Optional.of(new Session(connection, run, process)), "this process");
        }
        var holder = holder(connection, run);
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
   * The server's process that works for a connection, and for no other.
   *
   * @throws SQLException when there is none, since a pooler between us and the server hands it to
   *     whoever has a transaction
   */
  private int ownProcess(Connection connection) throws SQLException {
    var process = processOf(connection);
    // A pooler tells its clients a process of its own making (PgBouncer: "BackendKeyData").
    if (connection.unwrap(PGConnection.class).getBackendPID() != process
        && isShared(connection, process)) {
      throw new SQLException("the session is shared with others", RunLock.SHARED_SESSION);
    }
    return process;
  }

  /** Whether another transaction works in the same process of the server, or displaces us. */
  private boolean isShared(Connection connection, int process) throws SQLException {
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

  private static String holder(Connection connection, RunId run) throws SQLException {
    var sql =
        """
        select a.application_name, a.pid, a.backend_start
        from pg_locks l join pg_stat_activity a on a.pid = l.pid
        where l.locktype = 'advisory' and l.granted and l.objsubid = 1
          and (l.classid::bigint << 32 | l.objid::bigint) = %s
        """
            .formatted(KEY);
    try (var statement = connection.prepareStatement(sql)) {
      statement.setString(1, run.toString());
      try (var row = statement.executeQuery()) {
        return row.next()
            ? "%s (database session %d since %s)"
                .formatted(row.getString(1), row.getInt(2), row.getString(3))
            : "another worker";
      }
    }
  }

  /**
   * A lock that is ours as long as its connection lives, and leads to the same process.
   *
   * @param process the server's process that has the lock
   */
  private record Session(Connection connection, RunId run, int process) implements RunLock {
    private static final int SECONDS = 5;

    @Override
    public boolean held() {
      try {
        return connection.isValid(SECONDS) && processOf(connection) == process;
      } catch (SQLException e) {
        return false;
      }
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // closed where it is locked no more
    public void close() {
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
