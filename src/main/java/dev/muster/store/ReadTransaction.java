package dev.muster.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * Reads rows one after the other, however many there are: memory does not grow with their number.
 * All that one reading finds is of one moment.
 */
record ReadTransaction(DataSource dataSource) {
  private static final int FETCH_SIZE = 5000;

  /** What is read on a connection. */
  interface Reading {
    void read(Connection connection) throws SQLException;
  }

  /**
   * Reads.
   *
   * @param what is read, for the message of the exception
   * @throws DataAccessResourceFailureException when the database fails
   */
  void read(String what, Reading reading) {
    try (var connection = dataSource.getConnection()) {
      // Else PostgreSQL's driver reads all rows before the first.
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      try {
        reading.read(connection);
      } finally {
        connection.rollback();
      }
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException(what + " were not to be had", e);
    }
  }

  /** A statement whose rows come in portions. */
  static PreparedStatement prepare(Connection connection, String sql) throws SQLException {
    var statement = connection.prepareStatement(sql);
    statement.setFetchSize(FETCH_SIZE);
    return statement;
  }
}
