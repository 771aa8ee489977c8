package dev.muster.store;

import dev.muster.campaign.RunId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
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
        if (locked(connection, run)) {
          return new RunLock.Attempt(Optional.of(new Session(connection, run)), "this process");
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

  /** A lock that is ours as long as its connection lives. */
  private record Session(Connection connection, RunId run) implements RunLock {
    private static final int SECONDS = 5;

    @Override
    public boolean held() {
      try {
        return connection.isValid(SECONDS);
      } catch (SQLException e) {
        return false;
      }
    }

    @Override
    public void close() {
      try (connection;
          var statement = connection.prepareStatement("select pg_advisory_unlock(" + KEY + ")")) {
        statement.setString(1, run.toString());
        statement.execute();
      } catch (SQLException e) {
        // The connection is gone, and the lock with it.
      }
    }
  }
}
