package dev.muster.store;

import dev.muster.audience.DatabaseType;
import dev.muster.audience.SourceTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The comment by which a table of profiles or events is known as one that Muster has made. */
final class SourceTableMark {
  static final String TEXT = SourceTable.MARK;

  /**
   * Name, type, whether it may be null, and collation of each column; of tables one may comment.
   */
  private static final String POSTGRESQL_COLUMNS =
      """
      select concat_ws(' ', a.attname, format_type(a.atttypid, a.atttypmod),
                       case when a.attnotnull then 'not null' end,
                       case when a.attcollation = 'pg_catalog."C"'::regcollation then 'C' end)
      from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.oid = to_regclass(?) and c.relkind = 'r' and pg_has_role(c.relowner, 'USAGE')
      order by a.attnum
      """;

  private static final String H2_COLUMNS =
      """
      select lower(column_name || ' ' || data_type)
             || case is_nullable when 'NO' then ' not null' else '' end
      from information_schema.columns c
      join information_schema.tables t
        on t.table_schema = c.table_schema and t.table_name = c.table_name
      where c.table_schema = current_schema and lower(c.table_name) = ?
        and t.table_type = 'BASE TABLE'
      order by ordinal_position
      """;

  private SourceTableMark() {}

  /**
   * Whether a table has the columns that Muster gives it, and no others, and is the login's own.
   */
  static boolean isAsMade(Connection connection, DatabaseType databaseType, SourceTable.Name name)
      throws SQLException {
    return columns(connection, databaseType, name).equals(made(databaseType, name));
  }

  private static List<String> made(DatabaseType databaseType, SourceTable.Name name) {
    return switch (databaseType) {
      case POSTGRESQL ->
          switch (name) {
            case PROFILES ->
                List.of(
                    "user_id text not null C",
                    "anonymous_id text",
                    "timezone text",
                    "opted_out boolean not null",
                    "attributes jsonb not null",
                    "updated_at timestamp with time zone not null");
            case EVENTS ->
                List.of(
                    "id text",
                    "user_id text not null C",
                    "name text not null",
                    "occurred_at timestamp with time zone not null",
                    "properties jsonb not null");
          };
      case H2 ->
          switch (name) {
            case PROFILES ->
                List.of(
                    "user_id character varying not null",
                    "anonymous_id character varying",
                    "timezone character varying",
                    "opted_out boolean not null",
                    "attributes json not null",
                    "updated_at timestamp with time zone not null");
            case EVENTS ->
                List.of(
                    "id character varying",
                    "user_id character varying not null",
                    "name character varying not null",
                    "occurred_at timestamp with time zone not null",
                    "properties json not null");
          };
    };
  }

  private static List<String> columns(
      Connection connection, DatabaseType databaseType, SourceTable.Name name) throws SQLException {
    var question =
        switch (databaseType) {
          case POSTGRESQL -> POSTGRESQL_COLUMNS;
          case H2 -> H2_COLUMNS;
        };
    try (var statement = connection.prepareStatement(question)) {
      statement.setString(1, name.table());
      try (var rows = statement.executeQuery()) {
        var columns = new ArrayList<String>();
        while (rows.next()) {
          columns.add(rows.getString(1));
        }
        return columns;
      }
    }
  }

  static void put(Connection connection, SourceTable.Name name) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("comment on table %s is '%s'".formatted(name.table(), TEXT));
    }
  }
}
