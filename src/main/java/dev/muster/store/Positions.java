package dev.muster.store;

import dev.muster.campaign.RunKey;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;

/**
 * Some members of a run, as statements ask for them. H2 finds no rows by an array: the bounds keep
 * it from looking through the whole run.
 *
 * @param positions one or more, in any order
 */
record Positions(RunKey run, List<Position> positions) {
  /** What their rows have in common, with four parameters. */
  static final String ARE_ASKED_FOR =
      "run_id = ? and position between ? and ? and position = any (?)";

  /**
   * Sets the parameters.
   *
   * @param first the number of the first of the four, from 1
   */
  void bind(PreparedStatement statement, int first) throws SQLException {
    statement.setLong(first, run.value());
    statement.setLong(first + 1, Collections.min(positions).value());
    statement.setLong(first + 2, Collections.max(positions).value());
    var all = positions.stream().map(Position::value).toArray();
    statement.setArray(first + 3, statement.getConnection().createArrayOf("bigint", all));
  }
}
