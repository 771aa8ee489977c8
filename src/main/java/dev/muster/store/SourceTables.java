package dev.muster.store;

import java.sql.Connection;
import java.sql.SQLException;

/** The tables of profiles and events, where they are made beside Muster's own. */
public interface SourceTables {
  /** They lie elsewhere. */
  SourceTables NONE = of((connection, madeBefore) -> {}, connection -> {});

  /**
   * Makes them, where there are none.
   *
   * @param connection in whose transaction it happens
   * @param madeBefore whether an earlier version may have made them
   * @throws SQLException when the database refuses it
   */
  void make(Connection connection, boolean madeBefore) throws SQLException;

  /**
   * Has the events that were made before tell in which order they arrive.
   *
   * @param connection in whose transaction it happens
   * @throws SQLException when the database refuses it
   */
  void addArrivals(Connection connection) throws SQLException;

  /** {@link #make}. */
  @FunctionalInterface
  interface Making {
    /** It. */
    void make(Connection connection, boolean madeBefore) throws SQLException;
  }

  /** {@link #addArrivals}. */
  @FunctionalInterface
  interface Adding {
    /** It. */
    void add(Connection connection) throws SQLException;
  }

  /** Those that do this. */
  static SourceTables of(Making making, Adding arrivals) {
    return new SourceTables() {
      @Override
      public void make(Connection connection, boolean madeBefore) throws SQLException {
        making.make(connection, madeBefore);
      }

      @Override
      public void addArrivals(Connection connection) throws SQLException {
        arrivals.add(connection);
      }
    };
  }
}
