package dev.muster.intake;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Where rows go, in the manner that its database likes best. */
interface Table<T> {

  /** Makes what {@link #write} needs; everything happens in the connection's transaction. */
  void prepare(Connection connection) throws SQLException;

  /** Writes the rows, in their order. */
  Outcome write(Connection connection, List<T> rows) throws SQLException;

  /** Does what is left to do when all rows are written. */
  void finish(Connection connection) throws SQLException;

  /** Users who were opted out before all this and no longer are. */
  default long optedIn(Connection connection) throws SQLException {
    return 0;
  }
}
