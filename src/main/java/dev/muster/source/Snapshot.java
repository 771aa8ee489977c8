package dev.muster.source;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * A source as it is at one moment: whatever is asked of it is answered from one transaction, which
 * only reads, whoever asks. Threads wait for each other.
 */
public final class Snapshot implements AutoCloseable {
  private static final String CLOSE = "close";

  /** What would end the transaction, or begin another one. */
  private static final Set<String> PASSED_OVER =
      Set.of("commit", "rollback", "setAutoCommit", "setReadOnly", "setTransactionIsolation");

  private final SourceDatabase whole;
  private final Connection connection;

  private Snapshot(SourceDatabase whole, Connection connection) {
    this.whole = whole;
    this.connection = connection;
  }

  /**
   * Begins it.
   *
   * @throws SQLException when the database is not to be had
   */
  @SuppressWarnings("MustBeClosedChecker") // the snapshot owns the connection
  public static Snapshot of(SourceDatabase source) throws SQLException {
    var connection = source.pool().getConnection();
    try {
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      return new Snapshot(source, connection);
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** The source as it is then, until this is closed. */
  public SourceDatabase source() {
    return new SourceDatabase(new OneAtATime(connection), whole.product(), whole.apart());
  }

  @Override
  public void close() throws SQLException {
    try (connection) {
      connection.rollback();
    }
  }

  /**
   * Hands the one connection to one thread at a time, until that closes what it was given: nobody
   * may keep it for a transaction of their own, as Spring does within one.
   */
  private static final class OneAtATime extends AbstractDataSource {
    private final Connection connection;
    private final ReentrantLock turn = new ReentrantLock();

    OneAtATime(Connection connection) {
      this.connection = connection;
    }

    @Override
    public Connection getConnection() {
      turn.lock();
      var open = new AtomicBoolean(true);
      return (Connection)
          Proxy.newProxyInstance(
              Connection.class.getClassLoader(),
              new Class<?>[] {Connection.class},
              (_, method, arguments) -> {
                if (method.getName().equals(CLOSE)) {
                  if (open.getAndSet(false)) {
                    turn.unlock();
                  }
                  return null;
                }
                if (!open.get()) {
                  throw new SQLException("the connection was given back");
                }
                if (PASSED_OVER.contains(method.getName())) {
                  return null;
                }
                try {
                  return method.invoke(connection, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause() == null ? e : e.getCause();
                }
              });
    }

    @Override
    public Connection getConnection(String username, String password) {
      return getConnection();
    }
  }
}
