package dev.muster.intake;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Who was opted out before the import, of those whom it changes, is kept in a temporary table: a
 * user may change more than once, and memory must not grow with their number.
 */
final class OptOuts {
  private static final String OPTED_IN =
      """
      select count(*)
      from muster_opted_out_before before
      join profiles p on p.user_id = before.user_id
      where before.opted_out and not p.opted_out
      """;

  private OptOuts() {}

  /** Users who were opted out before the import and no longer are. */
  static long optedIn(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var result = statement.executeQuery(OPTED_IN)) {
      result.next();
      return result.getLong(1);
    }
  }
}
