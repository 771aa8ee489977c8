package dev.muster.audience;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * How columns of JSON are read as audiences read them, also where Muster's schema is not there yet.
 * What jsonb cannot hold of a json column is null then, but on a PostgreSQL before 16 without that
 * schema, where it cannot be told.
 */
record SafeJson(String pattern) {
  private static final SafeJson PLAIN = new SafeJson("%s");
  private static final String FUNCTION = "muster_jsonb(%s)";
  private static final String BY_HAND =
      "case when pg_input_is_valid(cast(%1$s as text), 'jsonb') then cast(%1$s as jsonb) end";
  private static final String WHICH =
      """
      select case when to_regprocedure('muster_jsonb(json)') is not null then 'FUNCTION'
                  when current_setting('server_version_num')::int >= 160000 then 'BY_HAND'
                  else '' end
      """;

  static SafeJson of(Connection connection, DatabaseType databaseType) throws SQLException {
    return switch (databaseType) {
      // It takes nothing else into such a column.
      case H2 -> PLAIN;
      case POSTGRESQL ->
          switch (one(Catalog.ask(connection, WHICH))) {
            case "FUNCTION" -> new SafeJson(FUNCTION);
            case "BY_HAND" -> new SafeJson(BY_HAND);
            default -> PLAIN;
          };
    };
  }

  /** Whether it can be told of a value of json that the database cannot work with it. */
  boolean tells() {
    return !this.equals(PLAIN);
  }

  private static String one(List<List<String>> rows) {
    return rows.getFirst().getFirst();
  }

  /** The column, or null where the database cannot read its value. */
  String read(String column) {
    return pattern.formatted(column);
  }
}
