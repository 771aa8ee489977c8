package dev.muster.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * What the first start on a database of H2 leaves when it is killed, or its disk becomes full: some
 * of Muster's tables, without a row about any run. H2 commits each of them by itself, so no launch
 * could go on from there.
 */
final class UnfinishedStart {
  private static final List<String> WITH_ROWS_OF_RUNS = List.of("muster_run", "muster_campaign");

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

  /** Whether no run, and no campaign that was looked at, is in the database. */
  static boolean isAllThereIs(DataSource source) {
    try (var connection = source.getConnection()) {
      for (var table : WITH_ROWS_OF_RUNS) {
        if (hasRows(connection, table)) {
          return false;
        }
      }
      return true;
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException("the tables cannot be read", e);
    }
  }

  private static boolean hasRows(Connection connection, String table) {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("select 1 from " + table + " fetch first row only")) {
      return row.next();
    } catch (SQLException e) {
      // Not made yet.
      return false;
    }
  }

  /** Removes Muster's own tables; those of the shop stay, with what is in them. */
  static void clear(DataSource source) {
    try (var connection = source.getConnection();
        var statement = connection.createStatement()) {
      var drops = new ArrayList<String>();
      try (var remains = statement.executeQuery(REMAINS)) {
        while (remains.next()) {
          drops.add(remains.getString(1));
        }
      }
      for (var drop : drops) {
        statement.execute(drop);
      }
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException("the tables cannot be removed", e);
    }
  }
}
