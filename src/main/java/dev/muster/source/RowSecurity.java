package dev.muster.source;

import java.sql.SQLException;
import java.util.List;

/**
 * A table whose rows the database shows to some only, as its policies say, where profiles or events
 * come from it. What functions read that a view calls is not known.
 *
 * @param source {@code profiles} or {@code events}
 * @param table the table; the same, or one behind the view of that name
 * @param reader the role whose rows are read: the login, or a view's owner
 * @param isLogin whether it is the login
 */
public record RowSecurity(String source, String table, String reader, boolean isLogin) {

  /**
   * Those that are read.
   *
   * @throws SQLException when the database cannot be asked
   */
  public static List<RowSecurity> find(SourceDatabase source) throws SQLException {
    try (var connection = source.pool().getConnection()) {
      return source.product().rowSecurity(connection);
    }
  }
}
