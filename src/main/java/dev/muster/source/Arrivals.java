package dev.muster.source;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * In which order a kind of database took in the events, by the column {@code arrival}, which its
 * default fills (live.md, "Data" and "Committed late").
 */
public interface Arrivals {

  /**
   * What is read in a transaction.
   *
   * @param areTold whether events have the column
   * @param mark for the next reading: what this one does not see arrives after it, also what is
   *     committed later; the one of before where that cannot be known; or null
   * @param arrived whether an event {@code e} was not seen when the mark of before was given, or,
   *     where that mark could not move on, may not have been seen; or null: all are to be read, for
   *     there is no mark, or none of this database's
   */
  record Reading(boolean areTold, @Nullable ArrivalMark mark, @Nullable Clause arrived) {
    /** Of events without the column. */
    public static Reading untold() {
      return new Reading(false, null, null);
    }
  }

  /**
   * Whether events have the column, of its kind.
   *
   * @throws SQLException when the database cannot be asked
   */
  boolean areTold(Connection connection) throws SQLException;

  /**
   * Whether the source's events have the column, of its kind.
   *
   * @throws SQLException when the database cannot be asked
   */
  default boolean areTold(SourceDatabase source) throws SQLException {
    try (var connection = source.pool().getConnection()) {
      return areTold(connection);
    }
  }

  /** The statements, parted by {@code ;}, that give it to a table of events, whose rows lack it. */
  String column();

  /**
   * Begins a reading: auto-commit is off afterwards, and the transaction, which only reads, sees
   * what the mark says.
   *
   * @param connection in no transaction, yet
   * @param since the mark of before, or null
   * @throws SQLException when the database cannot be asked
   */
  Reading begin(Connection connection, @Nullable ArrivalMark since) throws SQLException;
}
