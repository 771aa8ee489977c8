package dev.muster;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The database's sessions that hold locks of runs. */
public final class LockSessions {
  private static final String POSTGRESQL =
      """
      select pg_terminate_backend(pid) from pg_locks
      where locktype = 'advisory' and objsubid = 1
        and database = (select oid from pg_database where datname = current_database())
      """;

  private static final String H2 =
      """
      select abort_session(cast(regexp_substr(holder, 'session (\\d+)', 1, 1, null, 1) as integer))
      from muster_lock
      """;

  private LockSessions() {}

  /** Ends them, as a server does that takes a worker for dead. */
  public static void end(Database database, DataSource dataSource) {
    try (var connection = dataSource.getConnection();
        var statement = connection.createStatement()) {
      if (database == Database.H2) {
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_UNCOMMITTED);
      }
      statement.execute(database == Database.H2 ? H2 : POSTGRESQL);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
