package dev.muster.source.h2;

import dev.muster.source.SourceTable.Name;
import dev.muster.source.TableMaking;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The tables that Muster makes in H2. */
record H2Tables() implements TableMaking {
  private static final String COLUMNS =
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

  @Override
  public String folder() {
    return "h2";
  }

  @Override
  public List<String> made(Name name) {
    return switch (name) {
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
  }

  @Override
  public List<String> found(Connection connection, Name name) throws SQLException {
    return TableMaking.ask(connection, COLUMNS, name);
  }
}
