package dev.muster.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * A question for positions of members, by itself or as part of a longer statement.
 *
 * @param sql has them in a column {@code position}; one may come more than once
 */
record PositionsQuery(String sql, Parameters parameters) {

  /** Sets the parameters of a question. */
  interface Parameters {
    /**
     * Sets them.
     *
     * @param first the number of the first, from 1
     * @return the number after the last
     */
    int set(PreparedStatement statement, int first) throws SQLException;
  }
}
