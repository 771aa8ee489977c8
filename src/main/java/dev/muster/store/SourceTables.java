package dev.muster.store;

import java.sql.Connection;
import java.sql.SQLException;

/** The tables of profiles and events, where they are made beside Muster's own. */
@FunctionalInterface
public interface SourceTables {
  /** They lie elsewhere. */
  SourceTables NONE = (connection, madeBefore) -> {};

  /**
   * Makes them, where there are none.
   *
   * @param connection in whose transaction it happens
   * @param madeBefore whether an earlier version may have made them
   * @throws SQLException when the database refuses it
   */
  void make(Connection connection, boolean madeBefore) throws SQLException;
}
