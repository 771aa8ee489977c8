package dev.muster.source;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * A source as it is at one moment: whatever is asked of it is answered from one transaction, which
 * only reads, whoever asks. It is for one thread at a time.
 */
public final class Snapshot implements AutoCloseable {
  /** What would end the transaction, or begin another one. */
  private static final Set<String> PASSED_OVER =
      Set.of(
          "close", "commit", "rollback", "setAutoCommit", "setReadOnly", "setTransactionIsolation");

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
    var shared =
        (Connection)
            Proxy.newProxyInstance(
                Connection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (_, method, arguments) -> {
                  if (PASSED_OVER.contains(method.getName())) {
                    return null;
                  }
                  try {
                    return method.invoke(connection, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause() == null ? e : e.getCause();
                  }
                });
    return new SourceDatabase(
        new SingleConnectionDataSource(shared, false), whole.product(), whole.apart());
  }

  @Override
  public void close() throws SQLException {
    try (connection) {
      connection.rollback();
    }
  }
}
