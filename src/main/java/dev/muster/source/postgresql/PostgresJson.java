package dev.muster.source.postgresql;

import dev.muster.source.Catalog;
import dev.muster.source.SafeJson;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * How columns of JSON are read in a database of PostgreSQL, with Muster's schema or without. What
 * jsonb cannot hold of a json column is null then, but on a PostgreSQL before 16 without that
 * schema, where it cannot be told.
 */
final class PostgresJson {
  private static final String FUNCTION = "muster_jsonb(%s)";
  static final String BY_HAND =
      "case when pg_input_is_valid(cast(%1$s as text), 'jsonb') then cast(%1$s as jsonb) end";
  private static final String WHICH =
      """
      select case when to_regprocedure('muster_jsonb(json)') is not null then 'FUNCTION'
                  when current_setting('server_version_num')::int >= 160000 then 'BY_HAND'
                  else '' end
      """;

  private PostgresJson() {}

  static SafeJson in(Connection connection) throws SQLException {
    return switch (Catalog.ask(connection, WHICH).getFirst().getFirst()) {
      case "FUNCTION" -> new SafeJson(FUNCTION);
      case "BY_HAND" -> new SafeJson(BY_HAND);
      default -> SafeJson.PLAIN;
    };
  }
}
