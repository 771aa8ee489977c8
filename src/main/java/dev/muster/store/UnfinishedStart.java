package dev.muster.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * What the first start on a database of H2 leaves when it is killed, or its disk becomes full: some
 * of Muster's tables, and not a row in them. H2 commits each of them by itself, so no launch could
 * go on from there.
 */
final class UnfinishedStart {
  /**
   * Muster's own, but for the history of how they were made, and for a row that tells of nothing.
   */
  private static final String TABLES =
      """
      select table_name from information_schema.tables
      where table_schema = current_schema and lower(table_name) like 'muster\\_%'
        and lower(table_name) not in ('muster_schema_history', 'muster_account')
      """;

  /** What there may be of Muster's, with how it is dropped. */
  private static final String REMAINS =
      """
      select 'drop table if exists "' || table_name || '" cascade'
      from information_schema.tables
      where table_schema = current_schema and lower(table_name) like 'muster\\_%'
      union all
      select 'drop sequence if exists "' || sequence_name || '"'
      from information_schema.sequences
      where sequence_schema = current_schema and lower(sequence_name) like 'muster\\_%'
      union all
      select distinct 'drop alias if exists "' || routine_name || '"'
      from information_schema.routines
      where routine_schema = current_schema and lower(routine_name) like 'muster\\_%'
      """;

  private UnfinishedStart() {}

  /** Whether none of Muster's tables has a row; one that cannot be read may have some. */
  static boolean isAllThereIs(DataSource source) {
    try (var connection = source.getConnection()) {
      for (var table : texts(connection, TABLES)) {
        if (!texts(connection, "select 1 from \"" + table + "\" fetch first row only").isEmpty()) {
          return false;
        }
      }
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  /** Removes Muster's own tables; those of the shop stay, with what is in them. */
  static void clear(DataSource source) {
    try (var connection = source.getConnection();
        var statement = connection.createStatement()) {
      for (var drop : texts(connection, REMAINS)) {
        statement.execute(drop);
      }
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException("the tables cannot be removed", e);
    }
  }

  private static List<String> texts(Connection connection, String query) throws SQLException {
    var texts = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }
}
