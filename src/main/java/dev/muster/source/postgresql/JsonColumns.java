package dev.muster.source.postgresql;

import dev.muster.source.SourceTable.Name;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * How the columns of JSON become jsonb.
 *
 * @param attributes the expression for those of profiles, in which {@code %1$s} is the column
 * @param properties likewise for those of events
 */
record JsonColumns(String attributes, String properties) {
  /** By the function of Muster's own schema, which knows json and jsonb. */
  static final JsonColumns OWN = new JsonColumns("muster_jsonb(%1$s)", "muster_jsonb(%1$s)");

  private static final int KNOWS_INVALID_INPUT = 16;

  /**
   * Where Muster's schema is not: by what their types are. Before version 16, a value of json that
   * jsonb cannot hold ends the question.
   *
   * @throws SQLException when the database cannot be asked
   */
  static JsonColumns in(Connection connection) throws SQLException {
    return new JsonColumns(
        expression(connection, Name.PROFILES, "attributes"),
        expression(connection, Name.EVENTS, "properties"));
  }

  private static String expression(Connection connection, Name table, String column)
      throws SQLException {
    var catalog = new PostgresCatalog(connection);
    var relation = catalog.find(table.table());
    var type = relation.isEmpty() ? null : catalog.columns(relation.get()).get(column);
    if (type == null || !type.name().equals("json")) {
      return "%1$s";
    }
    return connection.getMetaData().getDatabaseMajorVersion() >= KNOWS_INVALID_INPUT
        ? "(" + PostgresJson.BY_HAND + ")"
        : "cast(%1$s as jsonb)";
  }

  /** The column of profiles or events as jsonb. */
  String read(String column) {
    return (column.endsWith("attributes") ? attributes : properties).formatted(column);
  }
}
