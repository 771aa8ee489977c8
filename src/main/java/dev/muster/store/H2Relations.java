package dev.muster.store;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;

/** What there is in H2, as its driver tells it. */
final class H2Relations {
  private static final String SEQUENCES =
      "select sequence_name from information_schema.sequences where sequence_schema = ?";

  private final Connection connection;
  private final String schema;
  private final Relations found = new Relations();

  private H2Relations(Connection connection, String schema) {
    this.connection = connection;
    this.schema = schema;
  }

  static Relations read(Connection connection) throws SQLException {
    var schema = connection.getSchema();
    if (schema == null) {
      return new Relations();
    }
    var reading = new H2Relations(connection, schema);
    reading.readAll();
    return reading.found;
  }

  private void readAll() throws SQLException {
    var metadata = connection.getMetaData();
    var ours = ours(metadata);
    try (var tables =
        metadata.getTables(null, schema, ours, new String[] {"TABLE", "BASE TABLE"})) {
      while (tables.next()) {
        if (isHere(tables)) {
          found.addTable(small(tables.getString("TABLE_NAME")));
        }
      }
    }
    try (var columns = metadata.getColumns(null, schema, ours, null)) {
      while (columns.next()) {
        if (isHere(columns)) {
          found.addColumn(
              small(columns.getString("TABLE_NAME")),
              small(columns.getString("COLUMN_NAME")),
              needsAValue(columns));
        }
      }
    }
    try (var views = metadata.getTables(null, schema, ours, new String[] {"VIEW"})) {
      while (views.next()) {
        if (isHere(views)) {
          found.others().add(small(views.getString("TABLE_NAME")));
        }
      }
    }
    readSequences();
  }

  private void readSequences() throws SQLException {
    try (var statement = connection.prepareStatement(SEQUENCES)) {
      statement.setString(1, schema);
      try (var sequences = statement.executeQuery()) {
        while (sequences.next()) {
          var sequence = small(sequences.getString(1));
          if (sequence.startsWith(Relations.PREFIX)) {
            found.others().add(sequence);
          }
        }
      }
    }
  }

  private static String ours(DatabaseMetaData metadata) throws SQLException {
    return (metadata.storesUpperCaseIdentifiers()
            ? Relations.PREFIX.toUpperCase(Locale.ROOT)
            : Relations.PREFIX)
        + "%";
  }

  /** To drivers a schema's name is a pattern, in which an underscore is any character. */
  private boolean isHere(ResultSet row) throws SQLException {
    return schema.equals(row.getString("TABLE_SCHEM"));
  }

  private static boolean needsAValue(ResultSet column) throws SQLException {
    return "NO".equals(column.getString("IS_NULLABLE"))
        && column.getString("COLUMN_DEF") == null
        && !"YES".equals(column.getString("IS_AUTOINCREMENT"))
        && !"YES".equals(column.getString("IS_GENERATEDCOLUMN"));
  }

  private static String small(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
