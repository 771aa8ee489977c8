package dev.muster.source.postgresql;

import dev.muster.source.SourceTable.Name;
import dev.muster.source.TableMaking;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The tables that Muster makes in PostgreSQL. */
record PostgresTables() implements TableMaking {
  private static final String COLUMNS =
      """
      select concat_ws(' ', a.attname, format_type(a.atttypid, a.atttypmod),
                       case when a.attnotnull then 'not null' end,
                       case when a.attcollation = 'pg_catalog."C"'::regcollation then 'C' end)
      from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.oid = to_regclass(?) and c.relkind = 'r' and pg_has_role(c.relowner, 'USAGE')
      order by a.attnum
      """;

  @Override
  public String folder() {
    return "postgresql";
  }

  @Override
  public List<String> made(Name name) {
    return switch (name) {
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
  }

  @Override
  public List<String> found(Connection connection, Name name) throws SQLException {
    return TableMaking.ask(connection, COLUMNS, name);
  }
}
